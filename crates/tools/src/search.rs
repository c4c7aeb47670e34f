//! Ranked search over tools.

use std::collections::HashMap;

/// A word in a tool's own name says more than one in its description.
const NAME_WEIGHT: f64 = 4.0;
const SERVER_WEIGHT: f64 = 1.5;
/// What a word is worth that only begins like the one looked for.
const PREFIX_WEIGHT: f64 = 0.5;
/// Beginnings shorter than this say nothing.
const MIN_PREFIX: usize = 3;

/// What is searched of one tool.
pub(crate) struct Text<'a> {
    pub(crate) name: &'a str,
    pub(crate) server: &'a str,
    pub(crate) rest: Vec<&'a str>,
}

/// Positions of the texts that match, best first; all of them in their order when the query has no word.
pub(crate) fn rank(query: &str, texts: &[Text<'_>]) -> Vec<usize> {
    let query = words(query);
    if query.is_empty() {
        return (0..texts.len()).collect();
    }
    let documents: Vec<HashMap<String, f64>> = texts.iter().map(weights).collect();
    let mut scores: Vec<(f64, usize)> = vec![(0.0, 0); texts.len()];
    for word in &query {
        let found: Vec<f64> = documents
            .iter()
            .map(|document| strength(word, document))
            .collect();
        let matching = found.iter().filter(|strength| **strength > 0.0).count();
        if matching == 0 {
            continue;
        }
        // A word that few tools have says more.
        let rarity = (1.0 + texts.len() as f64 / matching as f64).ln();
        for (score, strength) in scores.iter_mut().zip(found) {
            if strength > 0.0 {
                score.0 += rarity * strength / (strength + 1.0);
                score.1 += 1;
            }
        }
    }
    let mut ranked: Vec<usize> = (0..texts.len()).filter(|at| scores[*at].1 > 0).collect();
    // Stable: equals stay in their order.
    ranked.sort_by(|a, b| {
        let of = |at: usize| scores[at].0 * scores[at].1 as f64 / query.len() as f64;
        of(*b).total_cmp(&of(*a))
    });
    ranked
}

fn strength(word: &str, document: &HashMap<String, f64>) -> f64 {
    if let Some(weight) = document.get(word) {
        return *weight;
    }
    let begins = |known: &str| {
        let shorter = known.len().min(word.len());
        shorter >= MIN_PREFIX && (known.starts_with(word) || word.starts_with(known))
    };
    let similar = document.iter().filter(|(known, _)| begins(known));
    similar
        .map(|(_, weight)| weight * PREFIX_WEIGHT)
        .fold(0.0, f64::max)
}

fn weights(text: &Text<'_>) -> HashMap<String, f64> {
    let mut weights = HashMap::new();
    let parts = [(text.name, NAME_WEIGHT), (text.server, SERVER_WEIGHT)];
    for (part, weight) in parts
        .into_iter()
        .chain(text.rest.iter().map(|part| (*part, 1.0)))
    {
        for word in words(part) {
            let known: &mut f64 = weights.entry(word).or_default();
            *known = known.max(weight) + if *known > 0.0 { 0.2 } else { 0.0 };
        }
    }
    weights
}

/// The words of a text in lower case: `getUserById` has four. Each sign of Chinese or Japanese is a word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    let mut finish = |word: &mut String| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if ('\u{3040}'..='\u{9fff}').contains(&c) {
            finish(&mut word);
            word.push(c);
            finish(&mut word);
        } else if c.is_alphanumeric() {
            if c.is_uppercase() && after_lower {
                finish(&mut word);
            }
            word.extend(c.to_lowercase());
        } else {
            finish(&mut word);
        }
        after_lower = c.is_lowercase();
    }
    finish(&mut word);
    for word in &mut words {
        singular(word);
    }
    words
}

/// `issues` finds `issue`.
fn singular(word: &mut String) {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOOLS: &[(&str, &str)] = &[
        ("create_issue", "Open a new issue in a repository"),
        ("listIssues", "Issues of a repository, newest first"),
        ("get_weather", "Forecast for a city, with temperature"),
        ("delete_file", "Remove a file from a repository"),
        ("搜索", "按名称搜索商品"),
    ];

    fn search(query: &str) -> Vec<&'static str> {
        let texts: Vec<Text<'_>> = TOOLS
            .iter()
            .map(|(name, description)| Text {
                name,
                server: "github",
                rest: vec![description],
            })
            .collect();
        rank(query, &texts)
            .into_iter()
            .map(|at| TOOLS[at].0)
            .collect()
    }

    #[test]
    fn the_best_come_first() {
        assert_eq!(search("list issues")[0], "listIssues");
        assert_eq!(search("create an issue")[0], "create_issue");
        assert_eq!(search("temperature forecasts"), ["get_weather"]);
        assert_eq!(search("remove files")[0], "delete_file");
        assert_eq!(search("repo").len(), 3, "a beginning is enough");
        assert_eq!(search("商品"), ["搜索"]);
        assert_eq!(search("nothing like it").len(), 0);
        assert_eq!(search("github").len(), TOOLS.len());
        assert_eq!(search(" ? ").len(), TOOLS.len());
    }

    proptest! {
        #[test]
        fn any_query_is_answered(query in any::<String>()) {
            search(&query);
        }
    }
}
