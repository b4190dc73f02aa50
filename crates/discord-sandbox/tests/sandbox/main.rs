//! The promises of the local Discord, tested by a plain HTTP client and by serenity's client.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod application;
mod components;
mod example;
mod faults;
mod gateway;
mod guilds;
mod interactions;
mod limits;
mod messages;
mod page;
mod render;
mod roles;
mod validation;
mod violations;

use discord_sandbox::{Guild, Person, Reply, Sandbox};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// A Discord, and an HTTP client that uses the bot's token.
struct Rest {
    sandbox: Sandbox,
    http: reqwest::Client,
}

impl Rest {
    /// Starts a Discord.
    async fn start() -> Self {
        Self { sandbox: Sandbox::start().await.unwrap(), http: reqwest::Client::new() }
    }

    /// Begins a request with the bot's token.
    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let token = format!("Bot {}", self.sandbox.token());
        let url = format!("{}/api/v10/{path}", self.sandbox.url());
        self.http.request(method, url).header("authorization", token)
    }

    /// Sends a GET request.
    async fn read(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Sends a GET request, and returns the JSON of its answer.
    async fn json(&self, path: &str) -> Value {
        let answer = self.read(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// Sends a POST request.
    async fn post(&self, path: &str, body: Value) -> Response {
        self.request(Method::POST, path).json(&body).send().await.unwrap()
    }

    /// Posts a message to a channel.
    async fn say(&self, channel: impl std::fmt::Display) -> Response {
        self.post(&format!("channels/{channel}/messages"), json!({ "content": "hello" })).await
    }

    /// Registers a command in a guild.
    async fn register(&self, guild: &Guild, name: &str) -> Response {
        let path = format!("applications/1/guilds/{}/commands", guild.id());
        let commands = json!([{ "name": name, "description": "a command" }]);
        self.request(Method::PUT, &path).json(&commands).send().await.unwrap()
    }

    /// Answers an interaction with this type of callback and a text.
    async fn call_back(&self, reply: &Reply, kind: u64) -> Response {
        self.respond(reply, kind, json!({ "content": "hello" })).await
    }

    /// Answers an interaction with this type of callback and these data.
    async fn respond(&self, reply: &Reply, kind: u64, data: Value) -> Response {
        let token = reply.token();
        let id = token.split('.').nth(1).unwrap();
        let body = json!({ "type": kind, "data": data });
        self.post(&format!("interactions/{id}/{token}/callback"), body).await
    }

    /// Edits the original response to an interaction.
    async fn edit(&self, reply: &Reply, body: Value) -> Response {
        let path = format!("webhooks/1/{}/messages/@original", reply.token());
        self.request(Method::PATCH, &path).json(&body).send().await.unwrap()
    }

    /// Opens the DM channel with a person, and returns its id.
    async fn open_dm(&self, person: &Person) -> String {
        let body = json!({ "recipient_id": person.id().to_string() });
        let dm: Value = self.post("users/@me/channels", body).await.json().await.unwrap();
        dm["id"].as_str().unwrap().to_owned()
    }
}

/// Returns the value of a header.
fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

/// Returns the status of a response and the code in its body, or 0.
async fn refusal(response: Response) -> (u16, u64) {
    let status = response.status().as_u16();
    (status, response.json::<Value>().await.unwrap()["code"].as_u64().unwrap_or(0))
}
