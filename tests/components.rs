//! The components in a real browser: each test mounts some on a page of its own and acts as a user would.
//!
//! `cargo test --target wasm32-unknown-unknown --test components`, with `wasm-bindgen-test-runner` as the runner.
#![cfg(target_arch = "wasm32")]

mod support;

use support::{Stage, frame};
use vivarium::session::{Effect, Message, Progress};
use vivarium::ui::controls::Controls;
use vivarium::ui::editor::Editor;
use vivarium::ui::output::Output;
use vivarium::ui::status::StatusLine;
use vivarium_protocol::{Event, Status, Stream};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

// ---- editor ----

/// Types `text` (with `|` for the caret) into an editor, presses keys there and compares.
async fn check(before: &str, keys: &[&str], after: &str) {
    let stage = Stage::with(Editor).await;
    let area = stage.area();
    let caret = before.find('|').map_or(0, |at| at as u32);
    stage.write(&before.replace('|', ""));
    area.set_selection_range(caret, caret)
        .expect("a text area has a selection");
    for key in keys {
        Stage::press(&area, key);
    }
    let mut shown = area.value();
    let caret = area
        .selection_start()
        .expect("a text area has a selection")
        .unwrap_or_default();
    shown.insert(caret as usize, '|');
    assert_eq!(shown, after, "after {keys:?}");
}

#[wasm_bindgen_test]
async fn keys_know_python() {
    check("x|", &["Tab"], "x   |").await;
    check("    x|", &["Shift+Tab"], "x|").await;
    check("for x in y:|", &["Enter"], "for x in y:\n    |").await;
    check("if x:\n        |", &["Backspace"], "if x:\n    |").await;
    check("a\n|", &["Shift+Tab"], "a\n|").await;
    check("x = 1|", &["Control+/"], "# x = 1|").await;
}

#[wasm_bindgen_test]
async fn escape_then_tab_leaves_the_editor() {
    let stage = Stage::with(Editor).await;
    let area = stage.area();
    assert!(Stage::press(&area, "Tab"), "Tab belongs to the editor");
    assert!(!Stage::press(&area, "Escape"));
    assert!(
        !Stage::press(&area, "Tab"),
        "after Escape it belongs to the browser"
    );
    assert!(Stage::press(&area, "Tab"), "only once");
    Stage::press(&area, "Escape");
    Stage::press(&area, "Shift");
    assert!(!Stage::press(&area, "Shift+Tab"), "backwards too");
    let help = area.get_attribute("aria-describedby").unwrap_or_default();
    assert!(stage.text(&format!("#{help}")).contains("Escape"));
}

#[wasm_bindgen_test]
async fn the_wrong_line_is_marked_until_the_program_changes() {
    let stage = Stage::with(Editor).await;
    stage.run_started();
    stage.done(support::failed_on_line(3));
    stage.settle().await;
    assert!(stage.has(".marked"));
    assert_eq!(
        stage.area().get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    stage.write("x");
    stage.settle().await;
    assert!(!stage.has(".marked"));
}

// ---- run and stop ----

#[wasm_bindgen_test]
async fn run_sends_the_program_and_stop_ends_it() {
    let stage = Stage::with(|| (Editor(), Controls())).await;
    stage.write("print(1)");
    stage.send(Message::Ready { can_suspend: true });
    stage.click(".run").await;
    let [Effect::Run(1, request)] = &stage.effects()[..] else {
        panic!("one run was asked for, not {:?}", stage.effects());
    };
    assert_eq!(
        (request.code.as_str(), request.filename.as_str()),
        ("print(1)", "main.py")
    );
    assert_eq!(stage.attribute(".run", "aria-disabled"), "true");
    stage.click(".run").await;
    stage.click(".stop").await;
    stage.click(".stop").await;
    assert_eq!(stage.effects()[1..], [Effect::Stop(1)]);
    assert_eq!(stage.text("[role=status]"), "Stopping");
    stage.done(support::ended(Status::Stopped));
    stage.settle().await;
    assert_eq!(stage.attribute(".run", "aria-disabled"), "false");
}

// ---- output ----

#[wasm_bindgen_test]
async fn streams_are_told_apart() {
    let stage = Stage::with(Output).await;
    stage.run_started();
    stage.say(Stream::Stdout, "one\n");
    stage.say(Stream::Stderr, "two\n");
    stage.settle().await;
    assert_eq!(stage.text(".chunk.plain"), "one\n");
    assert_eq!(stage.text(".chunk.stderr"), "error output: two\n");
    stage.click(".pane-head button:last-child").await;
    assert!(!stage.has(".chunk"), "Clear clears");
}

#[wasm_bindgen_test]
async fn a_line_in_a_traceback_leads_to_the_editor() {
    let stage = Stage::with(|| (Editor(), Output())).await;
    stage.write("a\nbcd\ne\n");
    stage.run_started();
    stage.say(
        Stream::Stderr,
        "Traceback (most recent call last):\n  File \"/home/us",
    );
    stage.settle().await;
    stage.say(
        Stream::Stderr,
        "er/main.py\", line 2, in <module>\nValueError\n",
    );
    stage.settle().await;
    assert_eq!(stage.text(".place"), "File \"/home/user/main.py\", line 2");
    stage.click(".place").await;
    let area = stage.area();
    assert_eq!(area.selection_start(), Ok(Some(2)));
    assert_eq!(area.selection_end(), Ok(Some(5)));
    assert!(stage.is_focused("textarea"));
}

#[wasm_bindgen_test]
async fn a_megabyte_is_a_few_chunks_and_is_all_there() {
    let stage = Stage::with(Output).await;
    stage.run_started();
    let line = "0123456789 the quick brown fox jumps over the lazy dog\n";
    let batch = line.repeat(200);
    for _ in 0..100 {
        stage.say(Stream::Stdout, &batch);
        stage.settle().await;
    }
    let chunks = stage.count(".chunk");
    assert!((100..200).contains(&chunks), "{chunks} chunks");
    assert_eq!(stage.text(".log").len(), 100 * batch.len());
    assert_eq!(stage.attribute(".log", "aria-live"), "off");
}

#[wasm_bindgen_test]
async fn the_end_stays_in_view_unless_the_user_scrolled_away() {
    let stage = Stage::with(Output).await;
    let scroller = stage.element(".log-scroller");
    scroller
        .style()
        .set_property("height", "200px")
        .expect("a height can be set");
    scroller
        .style()
        .set_property("overflow", "auto")
        .expect("an overflow can be set");
    let below = || scroller.scroll_height() - scroller.scroll_top() - scroller.client_height();
    stage.run_started();
    for number in 0..300 {
        stage.say(Stream::Stderr, &format!("{number}\n"));
        stage.say(Stream::Stdout, &format!("{number}\n"));
    }
    frame().await;
    assert!(
        scroller.scroll_height() > 1_000 && below() <= 12,
        "{} px below",
        below()
    );
    scroller.set_scroll_top(10);
    frame().await;
    stage.say(Stream::Stdout, &"more\n".repeat(50));
    frame().await;
    assert_eq!(scroller.scroll_top(), 10);
}

#[wasm_bindgen_test]
async fn a_picture_is_handed_to_the_script_and_the_last_value_is_shown() {
    // The script itself is tested with the page (tests/browser/rich.test.mjs).
    let script =
        "globalThis.vivarium = { display: (place, pairs) => place.append(JSON.stringify(pairs)) }";
    js_sys::eval(script).expect("a script in the place of rich.js");
    let stage = Stage::with(Output).await;
    stage.run_started();
    let bundle = [("image/svg+xml", "<svg/>"), ("text/plain", "a plot")]
        .map(|(mime, data)| (mime.to_owned(), data.to_owned()));
    let bundle = bundle.into();
    stage.event(Event::Display { id: 1, bundle });
    stage.done(support::with_result("[1, 2]"));
    stage.settle().await;
    let log = stage.text(".log");
    assert!(
        log.contains(r#"[["image/svg+xml","<svg/>"],["text/plain","a plot"]]"#),
        "{log}"
    );
    assert!(stage.text(".chunk.result").ends_with("[1, 2]"));
}

// ---- input ----

#[wasm_bindgen_test]
async fn the_question_takes_the_focus_and_gives_it_back() {
    let stage = Stage::with(|| (Editor(), Output())).await;
    stage.area().focus().expect("the editor takes the focus");
    stage.run_started();
    stage.say(Stream::Stdout, "Name? ");
    stage.event(Event::Input { id: 1 });
    stage.settle().await;
    assert!(stage.is_focused("#answer"));
    stage.enter("#answer", "Ada").await;
    stage.event(Event::Input { id: 1 });
    Stage::press(&stage.element("#answer"), "Control+d");
    stage.settle().await;
    assert_eq!(
        stage.effects()[1..],
        [
            Effect::Input(1, Some("Ada".to_owned())),
            Effect::Input(1, None)
        ]
    );
    assert_eq!(stage.text(".log"), "Name? Ada\n");
    stage.done(support::ended(Status::Ok));
    stage.settle().await;
    assert!(!stage.has("#answer"));
    assert!(stage.is_focused("textarea"));
}

// ---- status ----

#[wasm_bindgen_test]
async fn the_status_tells_of_the_download_and_the_end() {
    let stage = Stage::with(StatusLine).await;
    let total = Some(3_900_000);
    stage.send(Message::Progress(Progress {
        received: 2_100_000,
        total,
    }));
    stage.settle().await;
    assert_eq!(
        stage.text("[role=status]"),
        "Getting Python ready: 2.1 of 3.9 MB"
    );
    assert_eq!(stage.attribute("progress", "value"), "2100000");
    stage.page.run();
    stage.settle().await;
    assert_eq!(
        stage.text("[role=status]"),
        "Starts when Python is here: 2.1 of 3.9 MB"
    );
    stage.send(Message::Ready { can_suspend: true });
    stage.settle().await;
    assert_eq!(stage.text("[role=status]"), "Running");
    assert!(!stage.has("progress"));
    stage.done(support::failed_on_line(3));
    stage.settle().await;
    assert_eq!(
        stage.text("[role=status]"),
        "Ended with ValueError on line 3, after 20 ms"
    );
    assert_eq!(stage.attribute(".light", "data-state"), "bad");
}
