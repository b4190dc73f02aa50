
/// Whom a text notifies, given what the sender allows: people and roles, and whether everybody.
pub(super) fn pings(content: &str, allowed: &Value) -> (Vec<u64>, bool) {
    let parses = |name: &str| {
        allowed.is_null() || allowed["parse"].as_array().is_some_and(|parse| parse.contains(&Value::from(name)))
    };
    let names = |list: &str, id: u64| {
        let id = Value::from(id.to_string());
        allowed[list].as_array().is_some_and(|named| named.contains(&id))
    };
    let mut pinged = Vec::new();
    for mark in content.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(mark, _)| mark)) {
        let (list, id) = match (mark.strip_prefix("@&"), mark.strip_prefix('@')) {
            (Some(role), _) => ("roles", role),
            (None, Some(user)) => ("users", user.trim_start_matches('!')),
            (None, None) => continue,
        };
        if let Ok(id) = id.parse::<u64>()
            && (parses(list) || names(list, id))
            && !pinged.contains(&id)
        {
            pinged.push(id);
        }
    }
    let everyone = content.contains("@everyone") || content.contains("@here");
    (pinged, everyone && parses("everyone"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_those_are_pinged_who_are_both_mentioned_and_allowed() {
        let text = "<@1> <@!2> <@&3> @everyone";
        assert_eq!(pings(text, &Value::Null), (vec![1, 2, 3], true));
        assert_eq!(pings(text, &json!({ "parse": [] })), (vec![], false));
        assert_eq!(pings(text, &json!({ "parse": [], "users": ["2", "9"] })), (vec![2], false));
        assert_eq!(pings(text, &json!({ "parse": ["roles"] })), (vec![3], false));
    }
}
