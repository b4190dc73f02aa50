//! The page's server takes requests only from the page, and refuses what Discord refuses.

use discord_sandbox::{Guild, Panel, Person, Playground, Switch};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::Rest;

const POST: Method = Method::POST;
const GET: Method = Method::GET;

/// A Discord with a page, a member `anna` and an administrator `ada`.
struct Page {
    rest: Rest,
    playground: Playground,
    guild: Guild,
    anna: Person,
    ada: Person,
    token: String,
}

impl Page {
    async fn open() -> Self {
        let rest = Rest::start().await;
        let guild = rest.sandbox.guild();
        let playground = Playground::open(&rest.sandbox, 0).await.unwrap();
        let (anna, ada) = (guild.member("anna", &[]), guild.administrator("ada"));
        playground.invite(&anna, "member");
        playground.invite(&ada, "administrator");
        let html = rest.http.get(playground.url()).send().await.unwrap().text().await.unwrap();
        let token = html.split("name=\"token\" content=\"").nth(1).unwrap();
        let token = token.split('"').next().unwrap().to_owned();
        Self { rest, playground, guild, anna, ada, token }
    }

    /// Begins a request as the page makes it.
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.rest.http.request(method, format!("{}{path}", self.playground.url()));
        request.header("origin", self.playground.url()).header("x-playground-token", &self.token)
    }

    /// Begins a request with these headers only.
    fn bare(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> RequestBuilder {
        let request = self.rest.http.request(method, format!("{}{path}", self.playground.url()));
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    }

    /// Acts as a person in a channel, and returns the status and the body of the answer.
    async fn act(&self, person: &Person, channel: u64, act: Value) -> (StatusCode, Value) {
        let mut body = json!({ "person": person.id().to_string(), "channel": channel.to_string() });
        body.as_object_mut().unwrap().extend(act.as_object().unwrap().clone());
        let answer = self.request(POST, "/act").json(&body).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// Posts a message with a body as the bot, and returns its id.
    async fn message(&self, channel: u64, body: Value) -> String {
        let sent = self.rest.post(&format!("channels/{channel}/messages"), body).await;
        sent.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned()
    }
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn only_a_host_of_this_machine_is_served() {
    let page = Page::open().await;
    assert!(page.playground.url().starts_with("http://127.0.0.1:"));
    let port = page.playground.url().rsplit(':').next().unwrap().to_owned();
    for (host, expected) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("attacker.example:{port}"), 403),
        ("127.0.0.1".to_owned(), 403),
        (format!("127.0.0.1.attacker.example:{port}"), 403),
    ] {
        for path in ["/", "/assets/main.js"] {
            assert_eq!(status(page.bare(GET, path, &[("host", &host)])).await, expected, "{host}{path}");
        }
    }
}

#[tokio::test]
async fn a_change_needs_the_pages_origin_and_its_token() {
    let page = Page::open().await;
    let (url, token) = (page.playground.url(), page.token.clone());
    let body = json!({ "person": page.anna.id().to_string(), "dms_closed": true });
    for (headers, expected) in [
        (vec![], 403),
        (vec![("origin", url.as_str())], 403),
        (vec![("x-playground-token", token.as_str())], 403),
        (vec![("origin", "http://attacker.example"), ("x-playground-token", &token)], 403),
        (vec![("origin", "null"), ("x-playground-token", &token)], 403),
        (vec![("origin", &url), ("x-playground-token", "guessed")], 403),
        (vec![("origin", &url), ("x-playground-token", &token)], 200),
    ] {
        for path in ["/person", "/act", "/press"] {
            let found = status(page.bare(POST, path, &headers).json(&body)).await;
            // A request of the page reaches the route, which then judges its body.
            assert!(if expected == 403 { found == 403 } else { found != 403 }, "{path} {headers:?}: {found}");
        }
    }
    let plain = page.bare(POST, "/person", &[("origin", &url), ("x-playground-token", &token)]);
    assert_eq!(status(plain.body(body.to_string())).await, 400, "a body without its content type");
}

#[tokio::test]
async fn a_foreign_page_cannot_listen() {
    let page = Page::open().await;
    let upgrade = |origin: Option<String>| {
        let path = format!("/events?person={}", page.anna.id());
        let request = page.bare(
            GET,
            &path,
            &[
                ("connection", "upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ],
        );
        match origin {
            Some(origin) => request.header("origin", origin),
            None => request,
        }
    };
    assert_eq!(status(upgrade(Some("http://attacker.example".to_owned()))).await, 403);
    assert_eq!(status(upgrade(None)).await, 403);
    assert_eq!(status(upgrade(Some(page.playground.url()))).await, 101);
}

#[tokio::test]
async fn every_answer_forbids_foreign_code() {
    let page = Page::open().await;
    for path in ["/", "/assets/page.css", "/nothing"] {
        let answer: Response = page.request(GET, path).send().await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn the_page_refuses_what_discord_refuses() {
    let page = Page::open().await;
    let lobby = page.guild.lobby();
    let commands = json!([
        { "name": "plain", "description": "d" },
        { "name": "staff", "description": "d", "default_member_permissions": "32" },
        { "name": "needs", "description": "d", "options":
            [{ "type": 3, "name": "text", "description": "d", "required": true }] },
    ]);
    let path = format!("applications/1/guilds/{}/commands", page.guild.id());
    page.rest.request(Method::PUT, &path).json(&commands).send().await.unwrap();
    let run = |name: &str| json!({ "kind": "command", "path": [name], "values": {} });
    assert_eq!(page.act(&page.anna, lobby, run("other")).await.0, 400, "no such command");
    assert_eq!(page.act(&page.anna, lobby, run("staff")).await.0, 400, "a command for staff");
    assert_eq!(page.act(&page.anna, lobby, run("needs")).await.0, 400, "an option is missing");
    assert_eq!(page.act(&page.anna, 1, run("plain")).await.0, 404, "no such channel");
    let (role, secret) = (page.guild.role(), page.guild.channel());
    page.guild.makes_private(secret, role);
    assert_eq!(page.act(&page.anna, secret, run("plain")).await.0, 404, "a private channel");
    let dm: u64 = page.rest.open_dm(&page.ada).await.parse().unwrap();
    assert_eq!(page.act(&page.anna, dm, run("plain")).await.0, 404, "somebody else's direct messages");
    assert_eq!(page.act(&page.ada, dm, run("plain")).await.0, 400, "commands belong to the server");
    let form = json!({ "kind": "form", "interaction": "1", "fields": {} });
    assert_eq!(page.act(&page.anna, lobby, form).await.0, 404, "no such form");
    let nobody = json!({ "person": "1", "channel": lobby.to_string(), "kind": "form", "interaction": "1", "fields": {} });
    assert_eq!(status(page.request(POST, "/act").json(&nobody)).await, 404, "nobody");
    // A command without faults reaches the bot. There is none, so nothing acknowledges it.
    let (status, answer) = page.act(&page.ada, secret, run("staff")).await;
    assert_eq!((status.as_u16(), &answer["acknowledged"]), (200, &Value::Null));
}

#[tokio::test]
async fn a_component_is_used_only_as_it_is_shown() {
    let page = Page::open().await;
    let lobby = page.guild.lobby();
    let row = json!([{ "type": 1, "components": [
        { "type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true },
        { "type": 2, "style": 1, "label": "On", "custom_id": "on" }] },
        { "type": 1, "components": [{ "type": 3, "custom_id": "menu", "options": [{ "label": "A", "value": "a" }] }] }]);
    let id = page.message(lobby, json!({ "content": "x", "components": row })).await;
    let dm: u64 = page.rest.open_dm(&page.ada).await.parse().unwrap();
    let private = page.message(dm, json!({ "content": "x", "components": row })).await;
    let using = |message: &str, id: &str, values: &[&str]| json!({ "kind": "component", "message": message, "custom_id": id, "values": values });
    for (act, why) in [
        (using(&id, "off", &[]), "a disabled button"),
        (using(&id, "forged", &[]), "no such button"),
        (using(&id, "menu", &["b"]), "a value that is not offered"),
        (using(&id, "menu", &[]), "no value"),
        (using(&private, "on", &[]), "a message of somebody else"),
    ] {
        let (status, _) = page.act(&page.anna, lobby, act).await;
        assert!(status.is_client_error(), "{why}: {status}");
    }
    assert_eq!(page.act(&page.anna, lobby, using(&id, "menu", &["a"])).await.0, 200);
}

#[tokio::test]
async fn switches_are_handed_to_the_program() {
    let mut page = Page::open().await;
    let press = json!({ "switch": "light", "on": true });
    assert_eq!(status(page.request(POST, "/press").json(&press)).await, 404, "nothing is offered yet");
    let light = Switch {
        id: "light".to_owned(),
        group: String::new(),
        label: String::new(),
        about: String::new(),
        is_on: Some(false),
    };
    page.playground.offer(light);
    page.playground.show(Panel {
        id: "panel".to_owned(),
        group: String::new(),
        title: String::new(),
        columns: vec![],
        rows: vec![],
        empty: String::new(),
    });
    assert_eq!(status(page.request(POST, "/press").json(&press)).await, 200);
    let pressed = page.playground.pressed().await.unwrap();
    assert_eq!((pressed.switch.as_str(), pressed.on), ("light", true));
}
