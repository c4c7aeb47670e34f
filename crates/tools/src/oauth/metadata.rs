//! Who lets the users of a server in, and how: the header of a refusal, and the two descriptions that follow from it.

use crate::url;
use serde_json::Value;

/// What `WWW-Authenticate` says, where the browser shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) resource_metadata: Option<String>,
    pub(super) scope: Option<String>,
}

impl Challenge {
    pub(super) fn read(header: &str) -> Self {
        let value = |name: &str| {
            let (_, rest) = header.split_once(&format!("{name}=\""))?;
            let (value, _) = rest.split_once('"')?;
            (!value.is_empty()).then(|| value.to_owned())
        };
        Self {
            resource_metadata: value("resource_metadata").filter(|url| is_safe(url)),
            scope: value("scope"),
        }
    }
}

/// Where a server may describe itself: with its path behind the well-known one, then without.
pub(super) fn resource_places(resource: &str) -> Vec<String> {
    places(resource, &["oauth-protected-resource"])
}

/// Where an authorisation server may, as such or as a provider of `OpenID`.
pub(super) fn server_places(issuer: &str) -> Vec<String> {
    let kinds = ["oauth-authorization-server", "openid-configuration"];
    let (origin, path) = parts(issuer);
    let mut places: Vec<String> = kinds
        .iter()
        .map(|kind| format!("{origin}/.well-known/{kind}{path}"))
        .collect();
    if !path.is_empty() {
        places.push(format!("{origin}{path}/.well-known/{}", kinds[1]));
    }
    places
}

fn places(address: &str, kinds: &[&str]) -> Vec<String> {
    let (origin, path) = parts(address);
    let mut places = Vec::new();
    for path in [path.as_str(), ""] {
        places.extend(
            kinds
                .iter()
                .map(|kind| format!("{origin}/.well-known/{kind}{path}")),
        );
    }
    places.dedup();
    places
}

/// Origin and path of an address, without what follows.
fn parts(address: &str) -> (String, String) {
    let origin = url::origin(address).unwrap_or_default();
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    (origin, path.trim_end_matches('/').to_owned())
}

/// Whether two addresses name the same, whatever the last slash.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// Secrets are sent there: over TLS, or not over the network at all.
fn is_safe(address: &str) -> bool {
    match url::origin(address) {
        Some(origin) => origin.starts_with("https://") || crate::doctor::is_loopback(&origin),
        None => false,
    }
}

/// What a server says of itself.
#[derive(Debug)]
pub(super) struct Resource {
    /// Who lets its users in.
    pub(super) server: String,
    pub(super) scopes: Option<String>,
}

impl Resource {
    /// `None` if it is the description of something else.
    pub(super) fn read(value: &Value, resource: &str) -> Option<Self> {
        let (origin, path) = parts(resource);
        let (named_origin, named_path) = parts(value.get("resource")?.as_str()?);
        let below = path
            .strip_prefix(&named_path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let servers = value.get("authorization_servers")?.as_array()?;
        let server = servers
            .iter()
            .filter_map(Value::as_str)
            .find(|server| is_safe(server))?;
        let scopes = value.get("scopes_supported").and_then(Value::as_array);
        let scopes: Option<Vec<&str>> =
            scopes.map(|scopes| scopes.iter().filter_map(Value::as_str).collect());
        let scopes = scopes
            .filter(|scopes| !scopes.is_empty())
            .map(|scopes| scopes.join(" "));
        (origin == named_origin && below).then(|| Self {
            server: server.to_owned(),
            scopes,
        })
    }
}

/// What an authorisation server says of itself.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) issuer: String,
    pub(super) authorization: String,
    pub(super) token: String,
    pub(super) registration: Option<String>,
}

impl Server {
    /// Of the server of this name; why it is of no use, otherwise.
    pub(super) fn read(value: &Value, issuer: &str) -> Result<Self, &'static str> {
        let address = |name: &str| {
            let address = value.get(name).and_then(Value::as_str);
            address
                .filter(|address| is_safe(address))
                .map(str::to_owned)
        };
        let named = value
            .get("issuer")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !same(named, issuer) {
            return Err("its description is that of another server");
        }
        let methods = value
            .get("code_challenge_methods_supported")
            .and_then(Value::as_array);
        if !methods.is_some_and(|methods| methods.iter().any(|method| method == "S256")) {
            return Err("it does not offer PKCE with S256, without which codes could be stolen");
        }
        let missing = "its description names no safe address for it";
        Ok(Self {
            issuer: issuer.to_owned(),
            authorization: address("authorization_endpoint").ok_or(missing)?,
            token: address("token_endpoint").ok_or(missing)?,
            registration: address("registration_endpoint"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_says_where_to_go_on() {
        let read = Challenge::read(
            "Bearer error=\"invalid_token\", scope=\"a b\", resource_metadata=\"https://s.example/x\"",
        );
        assert_eq!(
            read.resource_metadata.as_deref(),
            Some("https://s.example/x")
        );
        assert_eq!(read.scope.as_deref(), Some("a b"));
        assert_eq!(
            Challenge::read("Bearer resource_metadata=\"http://s.example/x\""),
            Challenge::default()
        );
        assert_eq!(
            Challenge::read("Bearer resource_metadata=\"http"),
            Challenge::default()
        );
    }

    #[test]
    fn well_known_places_have_the_path_behind_them_first() {
        assert_eq!(
            resource_places("https://s.example/a/mcp/?x=1"),
            [
                "https://s.example/.well-known/oauth-protected-resource/a/mcp",
                "https://s.example/.well-known/oauth-protected-resource"
            ]
        );
        assert_eq!(resource_places("https://s.example").len(), 1);
        assert_eq!(
            server_places("https://i.example/tenant"),
            [
                "https://i.example/.well-known/oauth-authorization-server/tenant",
                "https://i.example/.well-known/openid-configuration/tenant",
                "https://i.example/tenant/.well-known/openid-configuration"
            ]
        );
        assert_eq!(server_places("https://i.example/").len(), 2);
    }

    #[test]
    fn a_description_must_be_of_the_server_that_was_asked() {
        let read = |resource: &str| {
            let value = json!({"resource": resource, "authorization_servers": ["http://plain.example", "https://i.example"]});
            Resource::read(&value, "https://s.example/mcp").map(|found| found.server)
        };
        for good in [
            "https://s.example/mcp",
            "https://s.example/mcp/",
            "https://s.example",
        ] {
            assert_eq!(read(good).as_deref(), Some("https://i.example"), "{good}");
        }
        for bad in [
            "https://s.example/mc",
            "https://s.example/mcp/other",
            "https://evil.example/mcp",
            "",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_server_without_pkce_or_with_an_unsafe_address_is_not_used() {
        let value = json!({
            "issuer": "https://i.example/", "authorization_endpoint": "https://i.example/a", "token_endpoint": "https://i.example/t",
            "code_challenge_methods_supported": ["plain", "S256"],
        });
        let read = |name: &str, new: Value| {
            let mut value = value.clone();
            value[name] = new;
            Server::read(&value, "https://i.example")
        };
        assert!(read("x", Value::Null).unwrap().registration.is_none());
        assert!(
            read("issuer", "https://evil.example".into())
                .unwrap_err()
                .contains("another server")
        );
        assert!(
            read("code_challenge_methods_supported", json!(["plain"]))
                .unwrap_err()
                .contains("PKCE")
        );
        assert!(read("code_challenge_methods_supported", Value::Null).is_err());
        assert!(
            read("token_endpoint", "http://i.example/t".into())
                .unwrap_err()
                .contains("safe")
        );
        assert!(read("token_endpoint", "http://localhost:5/t".into()).is_ok());
    }
}
