//! Messages of page and worker, payloads of the engine, requests of programs and configurations: read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vivarium_abi::{EngineOutcome, EngineRequest};
use vivarium_host::core::run::End;
use vivarium_protocol::{Command, Event};
use vivarium_tools::{Config, Request};

fuzz_target!(|input: (i8, &str)| {
    let (op, text) = input;
    if let Ok(command) = serde_json::from_str::<Command>(text) {
        let again = serde_json::to_string(&command).expect("a message is JSON");
        assert_eq!(serde_json::from_str::<Command>(&again).ok(), Some(command));
    }
    let _ = serde_json::from_str::<Event>(text);
    let _ = serde_json::from_str::<EngineRequest>(text);
    let _ = serde_json::from_str::<EngineOutcome>(text);
    let _ = Request::parse(text);
    let _ = Config::parse(text);
    let mut process = vivarium_fuzz::process();
    process.call(op.into(), text.as_bytes());
    process.take_reply(100);
    process.finish(&End::Returned);
});
