//! Recording and playing for JavaScript. What is asked of whom, and where the answers go, is written there.

use vivarium_tools::{Player as Played, Recorder as Recorded};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// A recording under way; see `vivarium_tools::Recorder`.
#[wasm_bindgen]
pub struct Recorder(Recorded);

#[wasm_bindgen]
impl Recorder {
    /// Numbers are whole and positive.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: f64, now: f64, stdin: Option<String>) -> Self {
        Self(Recorded::new(seed as u64, now as u64, stdin))
    }

    /// The program asks.
    pub fn asked(&mut self, call: u32, request: &str) {
        self.0.asked(call, request);
    }

    /// It is answered.
    pub fn answered(&mut self, call: u32, answer: &str) {
        self.0.answered(call, answer);
    }

    /// It has the answer, so many nanoseconds after it asked.
    pub fn delivered(&mut self, call: u32, ns: f64) {
        self.0.delivered(call, ns as u64);
    }

    /// The log has an entry of that call; `arguments` are JSON.
    pub fn logged(
        &mut self,
        call: u32,
        server: String,
        tool: String,
        arguments: String,
        read_only: bool,
        ms: f64,
    ) {
        self.0
            .logged(call, (server, tool), arguments, read_only, ms as u64);
    }

    /// The user has answered `input()`; nothing is the end of input.
    pub fn input(&mut self, line: Option<String>) {
        self.0.input(line);
    }

    /// The cassette as JSON.
    pub fn finish(&self) -> String {
        self.0.finish()
    }
}

/// A cassette that is played; see `vivarium_tools::Player`.
#[wasm_bindgen]
pub struct Player(Played);

#[wasm_bindgen]
impl Player {
    /// Plays this JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<Self, JsError> {
        Ok(Self(Played::new(text)?))
    }

    /// The seed of the run.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> f64 {
        self.0.seed() as f64
    }

    /// The start of its clock.
    #[wasm_bindgen(getter)]
    pub fn now(&self) -> f64 {
        self.0.now() as f64
    }

    /// Its input, where that was given up front.
    #[wasm_bindgen(getter)]
    pub fn stdin(&self) -> Option<String> {
        self.0.stdin().map(str::to_owned)
    }

    /// The program asks: `vivarium_tools::Played` as JSON.
    pub fn ask(&mut self, request: &str) -> String {
        serde_json::to_string(&self.0.ask(request)).unwrap_or_default()
    }

    /// The program wants a line; nothing is the end of input.
    pub fn input(&mut self) -> Option<String> {
        self.0.input()
    }

    /// What was asked and is not recorded.
    pub fn differences(&self) -> Vec<String> {
        self.0.differences().to_vec()
    }

    /// What is recorded and was not asked.
    pub fn unused(&self) -> Vec<String> {
        self.0.unused()
    }
}
