//! Whatever comes in whatever order.

use super::*;
use proptest::prelude::*;

fn input() -> impl Strategy<Value = Input> {
    let exchange = 1_u32..9;
    let text = prop::sample::select(vec![
        "data: {\"id\":3,\"result\":{}}\n\n",
        "id: 1\ndata:\n\n",
        "{\"id\":1,\"result\":{\"supportedVersions\":[\"2026-07-28\"]}}",
        "{\"id\":2,\"result\":{\"protocolVersion\":\"2025-06-18\"}}",
        "{\"id\":4,\"result\":{\"tools\":[]}}",
        "{\"id\":5,\"error\":{}}",
        "\u{0}{",
        "data: [",
    ]);
    prop_oneof![
        Just(Input::Refresh),
        Just(Input::Tick),
        Just(Input::Close),
        (0_u32..4).prop_map(Input::Cancel),
        (0_u32..4).prop_map(|id| Input::Reply {
            id,
            responses: Map::new()
        }),
        (
            exchange.clone(),
            prop::sample::select(vec![200, 202, 400, 404, 500]),
            any::<bool>()
        )
            .prop_map(|(exchange, status, stream)| {
                let kind = if stream {
                    "text/event-stream"
                } else {
                    "application/json"
                };
                Input::Response {
                    exchange,
                    status,
                    headers: vec![
                        ("content-type".into(), kind.into()),
                        ("mcp-session-id".into(), "s".into()),
                    ],
                }
            }),
        (exchange.clone(), text).prop_map(|(exchange, text)| Input::Chunk {
            exchange,
            bytes: text.into()
        }),
        exchange
            .clone()
            .prop_map(|exchange| Input::End { exchange }),
        exchange.prop_map(|exchange| Input::Failed {
            exchange,
            message: "x".into()
        }),
    ]
}

proptest! {
    #[test]
    fn every_call_has_exactly_one_answer_whatever_comes(inputs in prop::collection::vec(input(), 0..40)) {
        let mut server = Server::new(Options::default());
        let mut cancelled = std::collections::BTreeSet::new();
        for id in 0..3 {
            server.call(id);
        }
        for input in inputs {
            server.now += 100;
            if let Input::Cancel(id) = input {
                let answered = server.effects.iter().any(|effect| matches!(effect, Effect::Answer { id: other, .. } if *other == id));
                if !answered {
                    cancelled.insert(id);
                }
            }
            server.input(input);
        }
        server.input(Input::Close);
        let answers: Vec<CallId> = server.answers().into_iter().map(|(id, _)| id).collect();
        for id in 0..3 {
            let expected = usize::from(!cancelled.contains(&id));
            prop_assert_eq!(answers.iter().filter(|other| **other == id).count(), expected);
        }
    }
}
