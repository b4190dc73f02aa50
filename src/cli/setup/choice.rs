//! Parses answers that choose from a numbered list.

/// The reason why an answer chooses nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoChoice {
    /// The word is neither a number of the list nor an id in it.
    #[error("\"{word}\" is not in the list; answer with numbers from 1 to {count}, separated by commas")]
    NotListed {
        /// The word.
        word: String,
        /// The length of the list.
        count: usize,
    },
    /// The answer chooses several, and only one is possible.
    #[error("choose only one")]
    Several,
    /// The answer contains no word.
    #[error("choose at least one")]
    Nothing,
}

/// Returns the ids that an answer chooses: numbers of the list, or ids in it, separated by commas or spaces.
pub(super) fn chosen(answer: &str, listed: &[u64]) -> Result<Vec<u64>, NoChoice> {
    let mut ids = Vec::new();
    for word in answer.split([',', ' ']).filter(|word| !word.is_empty()) {
        let id = find(word, listed)
            .ok_or_else(|| NoChoice::NotListed { word: word.to_owned(), count: listed.len() })?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() { Err(NoChoice::Nothing) } else { Ok(ids) }
}

fn find(word: &str, listed: &[u64]) -> Option<u64> {
    let number: u64 = word.parse().ok()?;
    if listed.contains(&number) {
        return Some(number);
    }
    listed.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}

/// Returns ids separated by commas, as settings contain them.
pub(super) fn joined(ids: &[u64]) -> String {
    ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}

/// Returns the answer that chooses these ids by their numbers, or `None` if the list has none of them.
pub(super) fn as_numbers(ids: &[u64], listed: &[u64]) -> Option<String> {
    let numbers = ids.iter().filter_map(|id| listed.iter().position(|other| other == id));
    let numbers: Vec<String> = numbers.map(|at| (at + 1).to_string()).collect();
    (!numbers.is_empty()).then(|| numbers.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ids_of_the_list_are_choices() {
        let listed = [700, 800, 900];
        for (answer, expected) in [
            ("1", Some(vec![700])),
            ("3, 1,3", Some(vec![900, 700])),
            ("800 1", Some(vec![800, 700])),
            ("0", None),
            ("4", None),
            ("-1", None),
            ("one", None),
            ("99999999999999999999999", None),
            ("", None),
            (",", None),
        ] {
            assert_eq!(chosen(answer, &listed).ok(), expected, "{answer}");
        }
        assert!(chosen("4", &listed).unwrap_err().to_string().contains("from 1 to 3"));
        assert_eq!(as_numbers(&[900, 5, 700], &listed).as_deref(), Some("3,1"));
        assert_eq!(as_numbers(&[5], &listed), None);
    }
}
