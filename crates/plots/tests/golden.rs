//! Figures as they must be drawn: each request of `golden/` beside its SVG. `UPDATE=1` writes them anew: look at them then.

use std::fs;
use std::path::Path;

fn request(json: &str, pixels: &[u8]) -> Vec<u8> {
    let length = (json.len() as u32).to_le_bytes();
    [&length[..], json.as_bytes(), pixels].concat()
}

fn check(name: &str, pixels: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let json = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a request");
    let answer = vivarium_plots::answer(&request(&json, pixels));
    assert_eq!(answer[0], 0, "{}", String::from_utf8_lossy(&answer));
    let svg = String::from_utf8(answer[1..].to_vec()).expect("text");
    let file = folder.join(format!("{name}.svg"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &svg).expect("to be written");
    }
    let expected = fs::read_to_string(&file).expect("what it must be");
    assert!(
        svg == expected,
        "{name}.svg differs: UPDATE=1, then look at it"
    );
    // The same as pixels: of the right size, and not blank.
    let json = json.replacen("\"svg\"", "\"png\"", 1);
    let answer = vivarium_plots::answer(&request(&json, pixels));
    assert!(answer[1..].starts_with(b"\x89PNG"), "{name}");
    let size = |at: usize| {
        u32::from_be_bytes([answer[at], answer[at + 1], answer[at + 2], answer[at + 3]])
    };
    assert_eq!((size(17), size(21)), (640, 480), "{name}");
    assert!(answer.len() > 5_000, "{name} has {} bytes", answer.len());
}

#[test]
fn figures_are_drawn_as_before() {
    check("lines", b"");
    check("bars", b"");
    check("logarithmic", b"");
    check("pie", b"");
    // Twelve of the image, then the scale of its colours.
    let pixels: Vec<u8> = (0..268_u16)
        .flat_map(|at| {
            let shade = if at < 12 { at * 20 } else { at - 12 } as u8;
            [shade, 80, 255 - shade, 255]
        })
        .collect();
    check("image", &pixels);
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let sentence = |request: &[u8]| {
        let answer = vivarium_plots::answer(request);
        assert_eq!(answer[0], 1);
        String::from_utf8_lossy(&answer[1..]).into_owned()
    };
    assert!(sentence(b"").contains("incomplete"));
    assert!(sentence(b"\xff\xff\xff\xff{}").contains("incomplete"));
    assert!(sentence(&request("{}", b"")).contains("missing field"));
    let figure = |size: &str| {
        let json = format!(
            r#"{{"format":"png","dpi":1000,"figure":{{"size":{size},"face":null,"adjust":[0,1,0,1,0,0]}}}}"#
        );
        request(&json, b"")
    };
    assert!(sentence(&figure("[0, 5]")).contains("inches"));
    assert!(sentence(&figure("[201, 5]")).contains("inches"));
    assert!(sentence(&figure("[100, 100]")).contains("too large"));
}

mod hostile {
    use super::request;
    use proptest::prelude::*;

    /// Numbers that programs have by mistake.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            -10.0..10.0_f64,
            any::<i32>().prop_map(f64::from),
            Just(0.0),
            Just(1e308),
            Just(-1e308),
            Just(5e-324),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(vivarium_plots::answer(&bytes)[0], 1);
        }

        #[test]
        fn any_numbers_and_texts_have_an_answer(
            ends in [number(), number(), number(), number()],
            data in proptest::collection::vec(number(), 0..20),
            size in number(),
            log: bool,
            png: bool,
            text in "[ -~$\\\\{}^_]{0,30}",
            cell in [0..4_usize, 0..4, 0..4, 0..4, 0..4, 0..4],
        ) {
            let mut all = [data.as_slice(), &[1.0, 2.0]].concat();
            all.truncate(20);
            let json = serde_json::json!({
                "format": if png { "png" } else { "svg" }, "dpi": 20.0, "tight": size.abs().min(10.0),
                "figure": {
                    "size": [4.0, 3.0], "face": [255, 255, 255, 255], "adjust": [0.1, 0.9, 0.1, 0.9, 0.2, 0.2], "fit": log,
                    "axes": [{
                        "place": { "cell": [cell, [], []] }, "face": null, "on": true, "aspect": size,
                        "x": { "from": ends[0], "to": ends[1], "log": log, "show_ticks": true, "show_labels": true, "size": size, "color": [0, 0, 0, 255] },
                        "y": { "from": ends[2], "to": ends[3], "show_ticks": true, "show_labels": true, "size": 10.0, "color": [0, 0, 0, 255], "minor": true },
                        "title": { "text": text, "size": 12.0, "color": [0, 0, 0, 255] },
                        "spines": [[0, 0, 0, 255], null, null, null],
                        "artists": [
                            { "kind": "line", "x": all, "y": all, "stroke": { "color": [9, 9, 9, 255], "width": size, "dash": [size, 1.0] } },
                            { "kind": "shape", "x": all, "y": all, "face": [9, 9, 9, 99], "hatch": "/o.+" },
                            { "kind": "points", "x": all, "y": all, "sizes": all, "faces": [], "edges": [[1, 2, 3, 4]], "width": size, "shape": text },
                            { "kind": "image", "extent": ends, "columns": 3, "rows": 2, "at": cell[0] },
                            { "kind": "text", "x": size, "y": 1.0, "text": text, "size": size, "color": [0, 0, 0, 255],
                              "arrow": { "x": ends[0], "y": ends[1], "color": [0, 0, 0, 255], "face": null, "width": 1.0, "style": "<->" } },
                        ],
                        "legend": { "place": 0, "size": size, "frame": true, "columns": cell[1], "face": null, "edge": null, "ink": [0, 0, 0, 255], "entries": [[0, text], [9, "none"]] },
                    }],
                },
            });
            let answer = vivarium_plots::answer(&request(&json.to_string(), &[7; 24]));
            prop_assert!(answer.len() > 1);
        }
    }
}
