//! What is allowed, to whom and how often: as examples, and as properties over arbitrary questions and answers.

use super::*;
use proptest::prelude::*;

fn server(name: &str) -> Wanted {
    Wanted::Server {
        server: name.into(),
    }
}

fn write(tool: &str) -> Wanted {
    Wanted::Write {
        server: "shop".into(),
        tool: tool.into(),
    }
}

fn asked(verdict: Verdict) -> QuestionId {
    match verdict {
        Verdict::Asked(id) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_place_is_asked_about_once() {
    let mut grants = Grants::new(Policy::Everything);
    let id = asked(grants.ask(1, server("a")));
    assert_eq!(asked(grants.ask(2, server("a"))), id, "the same question");
    assert_ne!(asked(grants.ask(3, server("b"))), id);
    assert_eq!(
        grants.decide(id, Decision::Always),
        (vec![(1, true), (2, true)], None)
    );
    assert_eq!(grants.ask(4, server("a")), Verdict::Allowed);
    grants.begin(Author::Own);
    assert_eq!(
        grants.ask(5, server("a")),
        Verdict::Allowed,
        "for as long as the page is open"
    );
}

#[test]
fn a_stranger_has_no_grant_of_ones_own() {
    let mut grants = Grants::new(Policy::Everything);
    grants.place(server("mine"), true);
    grants.place(server("off"), false);
    assert_eq!(grants.ask(1, server("mine")), Verdict::Allowed);
    let stranger = Author::Stranger("link".into());
    grants.begin(stranger.clone());
    let id = asked(grants.ask(2, server("mine")));
    grants.decide(id, Decision::Always);
    assert_eq!(grants.ask(3, server("mine")), Verdict::Allowed);
    assert_eq!(grants.ask(4, server("off")), Verdict::Refused);
    grants.begin(Author::Stranger("another".into()));
    asked(grants.ask(5, server("mine")));
    grants.begin(stranger);
    assert_eq!(grants.ask(6, server("mine")), Verdict::Allowed);
}

#[test]
fn writes_are_counted_for_each_tool_and_run() {
    let mut grants = Grants::new(Policy::Writes);
    assert_eq!(
        grants.ask(1, server("shop")),
        Verdict::Allowed,
        "the developer named it"
    );
    let id = asked(grants.ask(2, write("buy")));
    assert_eq!(
        grants.decide(id, Decision::Times(2)),
        (vec![(2, true)], None)
    );
    assert_eq!(grants.ask(3, write("buy")), Verdict::Allowed);
    asked(grants.ask(4, write("sell")));
    let id = asked(grants.ask(5, write("buy")));
    grants.decide(id, Decision::Always);
    assert_eq!(grants.ask(6, write("buy")), Verdict::Allowed);
    grants.begin(Author::Own);
    let id = asked(grants.ask(7, write("buy")));
    assert_eq!(grants.decide(id, Decision::Deny), (vec![(7, false)], None));
    assert_eq!(
        grants.ask(8, write("buy")),
        Verdict::Refused,
        "until the run ends"
    );
}

#[test]
fn once_is_once_even_when_ten_wait() {
    let mut grants = Grants::new(Policy::Writes);
    let id = asked(grants.ask(1, write("buy")));
    for key in 2..=10 {
        grants.ask(key, write("buy"));
    }
    let (settled, again) = grants.decide(id, Decision::Times(1));
    assert_eq!(settled, [(1, true)]);
    let again = again.unwrap();
    assert_eq!(again.keys, (2..=10).collect::<Vec<_>>());
    assert_eq!(
        grants.decide(id, Decision::Always),
        (vec![], None),
        "that question is gone"
    );
    for key in 2..=9 {
        assert_eq!(grants.cancel(key), None);
    }
    assert_eq!(grants.cancel(10), Some(again.id), "nobody waits for it");
}

#[test]
fn one_call_can_be_refused_alone() {
    let mut grants = Grants::new(Policy::Writes);
    let id = asked(grants.ask(1, write("buy")));
    grants.ask(2, write("buy"));
    let (settled, again) = grants.decide(id, Decision::DenyOnce);
    assert_eq!((settled, again.unwrap().keys), (vec![(1, false)], vec![2]));
    asked(grants.ask(3, write("buy")));
}

#[derive(Debug, Clone)]
enum Step {
    Ask(Wanted),
    Decide(usize, Decision),
    Cancel(usize),
    Begin(Author),
    Place(Wanted, bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    let name = || "[ab]";
    let wanted = prop_oneof![
        name().prop_map(|server| Wanted::Server { server }),
        name().prop_map(|origin| Wanted::Origin { origin }),
        (name(), name()).prop_map(|(server, tool)| Wanted::Write { server, tool }),
    ];
    let decision = prop_oneof![
        Just(Decision::Deny),
        Just(Decision::DenyOnce),
        Just(Decision::Always),
        (0..4_u32).prop_map(Decision::Times)
    ];
    let author = prop_oneof![Just(Author::Own), name().prop_map(Author::Stranger)];
    prop_oneof![
        6 => wanted.clone().prop_map(Step::Ask),
        4 => (0..4_usize, decision).prop_map(|(at, decision)| Step::Decide(at, decision)),
        1 => (0..4_usize).prop_map(Step::Cancel),
        1 => author.prop_map(Step::Begin),
        1 => (name().prop_map(|server| Wanted::Server { server }), any::<bool>()).prop_map(|(wanted, allowed)| Step::Place(wanted, allowed)),
    ]
}

proptest! {
    /// Each request is allowed, refused or waits; each that waits is settled once or cancelled; and no more writes happen
    /// than were allowed.
    #[test]
    fn whatever_is_asked_and_answered(steps in prop::collection::vec(any_step(), 0..60)) {
        let mut grants = Grants::new(Policy::Everything);
        let mut waiting: BTreeMap<Key, (Wanted, QuestionId)> = BTreeMap::new();
        let mut allowed: BTreeMap<Wanted, (u64, u64)> = BTreeMap::new();
        for (key, step) in (1..).zip(steps) {
            let open: Vec<QuestionId> = waiting.values().map(|(_, id)| *id).collect();
            match step {
                Step::Ask(wanted) => match grants.ask(key, wanted.clone()) {
                    Verdict::Asked(id) => {
                        prop_assert_eq!(grants.open(id).map(|question| &question.wanted), Some(&wanted));
                        waiting.insert(key, (wanted, id));
                    }
                    Verdict::Allowed => allowed.entry(wanted).or_default().1 += 1,
                    Verdict::Refused => {}
                },
                Step::Decide(at, decision) => {
                    let Some(id) = open.get(at).copied() else { continue };
                    let wanted = grants.open(id).unwrap().wanted.clone();
                    if matches!(wanted, Wanted::Write { .. }) {
                        let times = match decision { Decision::Deny | Decision::DenyOnce => 0, Decision::Times(times) => u64::from(times), Decision::Always => u64::from(u32::MAX) };
                        allowed.entry(wanted).or_default().0 += times;
                    }
                    let (settled, again) = grants.decide(id, decision);
                    for (key, yes) in settled {
                        let (wanted, asked) = waiting.remove(&key).expect("it waited");
                        prop_assert_eq!(asked, id);
                        if yes {
                            allowed.entry(wanted).or_default().1 += 1;
                        }
                    }
                    for key in again.iter().flat_map(|question| &question.keys) {
                        waiting.get_mut(key).expect("it waits still").1 = again.as_ref().unwrap().id;
                    }
                }
                Step::Cancel(at) => {
                    let Some(key) = waiting.keys().nth(at).copied() else { continue };
                    let (_, id) = waiting.remove(&key).unwrap();
                    let last = waiting.values().all(|(_, other)| *other != id);
                    prop_assert_eq!(grants.cancel(key), last.then_some(id));
                }
                Step::Begin(author) => grants.begin(author),
                Step::Place(wanted, yes) => grants.place(wanted, yes),
            }
            for (_, id) in waiting.values() {
                prop_assert!(grants.open(*id).is_some(), "whoever waits, waits for an open question");
            }
            for (wanted, (given, used)) in &allowed {
                if matches!(wanted, Wanted::Write { .. }) {
                    prop_assert!(used <= given, "{wanted:?}: {used} of {given}");
                }
            }
        }
    }
}
