//! Which wheels are taken, from an index in memory.

use crate::support::{Index, wheel};

fn takes(index: &Index, wanted: &[&str]) -> Vec<String> {
    index.resolve(wanted, &[]).expect("an answer").0
}

fn fails(index: &Index, wanted: &[&str]) -> String {
    index
        .resolve(wanted, &[])
        .expect_err("no answer")
        .to_string()
}

#[test]
fn the_newest_that_everybody_can_live_with() {
    let index = Index::of(&[
        ("a", "1", &["c<3"]),
        ("b", "1", &["c>=2", "never; python_version < '3'"]),
        ("c", "1", &[]),
        ("c", "2", &[]),
        ("c", "3", &[]),
        ("c", "4a1", &[]),
    ]);
    assert_eq!(takes(&index, &["a", "b"]), ["a 1", "b 1", "c 2"]);
    assert_eq!(takes(&index, &["c"]), ["c 3"]);
    assert_eq!(takes(&index, &["c>=4a0"]), ["c 4a1"]);
    assert_eq!(takes(&index, &["C==1.*"]), ["c 1"]);
    assert_eq!(takes(&index, &[]), [""; 0]);
}

#[test]
fn it_goes_back_to_older_versions() {
    // The newest of a needs a c that b cannot have.
    let index = Index::of(&[
        ("a", "2", &["c==2"]),
        ("a", "1", &["c==1"]),
        ("b", "1", &["c==1"]),
        ("c", "1", &[]),
        ("c", "2", &[]),
    ]);
    assert_eq!(takes(&index, &["a", "b"]), ["a 1", "b 1", "c 1"]);
}

#[test]
fn extras_add_what_they_need_also_later() {
    let index = Index::of(&[
        ("a", "1", &["b; extra == 'more'"]),
        ("b", "1", &[]),
        ("d", "1", &["a[More]"]),
    ]);
    assert_eq!(takes(&index, &["a"]), ["a 1"]);
    assert_eq!(takes(&index, &["a[more]"]), ["a 1", "b 1"]);
    assert_eq!(takes(&index, &["a", "d"]), ["a 1", "b 1", "d 1"]);
}

#[test]
fn circles_end() {
    let index = Index::of(&[("a", "1", &["b"]), ("b", "1", &["a", "b"])]);
    assert_eq!(takes(&index, &["a"]), ["a 1", "b 1"]);
}

#[test]
fn pages_are_asked_for_together() {
    let index = Index::of(&[("a", "1", &[]), ("b", "1", &[]), ("c", "1", &[])]);
    let (_, rounds) = index.resolve(&["a", "b", "c"], &[]).expect("an answer");
    // All pages at once, then a wheel each.
    assert_eq!(rounds, 4);
}

#[test]
fn a_conflict_names_who_wants_what() {
    let index = Index::of(&[
        ("a", "1", &["c<2"]),
        ("b", "1", &["c>=2"]),
        ("c", "1", &[]),
        ("c", "2", &[]),
    ]);
    let sentence = fails(&index, &["a", "b"]);
    assert!(sentence.contains("No version of c fits"), "{sentence}");
    assert!(sentence.contains("a 1 wants <2"), "{sentence}");
    assert!(sentence.contains("b 1 wants >=2"), "{sentence}");
    assert!(sentence.contains("There is 2, 1."), "{sentence}");
    assert!(fails(&index, &["c>3"]).contains("the program wants >3"));
    assert!(fails(&index, &["nowhere"]).contains("no package nowhere (wanted by the program)"));
}

#[test]
fn what_cannot_run_says_what_can() {
    let mut index = Index::default();
    index.add(
        "numpy",
        "numpy-2.3.0-cp314-cp314-macosx_11_0_arm64.whl",
        Vec::new(),
    );
    index.add("numpy", "numpy-2.3.0.tar.gz", Vec::new());
    index.add("old", "old-1.tar.gz", Vec::new());
    index.add("two", "two-1-py2-none-any.whl", Vec::new());
    let sentence = fails(&index, &["numpy"]);
    assert!(
        sentence.contains("compiled code (such as numpy-2.3.0-cp314"),
        "{sentence}"
    );
    assert!(sentence.contains("Instead: lists"), "{sentence}");
    assert!(fails(&index, &["old"]).contains("only as source (old-1.tar.gz)"));
    assert!(fails(&index, &["two"]).contains("asks for Python 2"));
}

#[test]
fn a_given_wheel_is_the_only_one_of_its_name() {
    let index = Index::of(&[("a", "2", &[]), ("b", "1", &[])]);
    let given = [("a-1-py3-none-any.whl", wheel("a", "1", &["b"]))];
    let answer = |wanted: &[&str]| index.resolve(wanted, &given);
    assert_eq!(answer(&[]).expect("an answer").0, ["a 1", "b 1"]);
    let error = answer(&["a>1"]).expect_err("a conflict").to_string();
    assert!(error.contains("the program wants >1"), "{error}");
}

#[test]
fn a_search_without_end_is_ended() {
    // Twelve packages of 20 versions, none of which goes with the last.
    let mut packages: Vec<(String, String, Vec<String>)> = Vec::new();
    for package in 0..12 {
        for version in 1..=20 {
            let next = format!("p{}", package + 1);
            packages.push((format!("p{package}"), version.to_string(), vec![next]));
        }
    }
    for version in 1..=20 {
        packages.push(("p12".into(), version.to_string(), vec!["p0>20".into()]));
    }
    let mut index = Index::default();
    for (name, version, requires) in &packages {
        let requires: Vec<&str> = requires.iter().map(String::as_str).collect();
        index.add(
            name,
            &format!("{name}-{version}-py3-none-any.whl"),
            wheel(name, version, &requires),
        );
    }
    let sentence = fails(&index, &["p0"]);
    assert!(sentence.contains("5000 steps"), "{sentence}");
}
