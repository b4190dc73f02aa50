//! The local Discord itself, asked by a plain HTTP client.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod application;
mod faults;
mod gateway;
mod guilds;
mod interactions;
mod limits;

use discord_sandbox::{Guild, Reply, Sandbox};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// A Discord and a client that has the bot's token.
struct Rest {
    sandbox: Sandbox,
    http: reqwest::Client,
}

impl Rest {
    async fn start() -> Self {
        Self { sandbox: Sandbox::start().await.unwrap(), http: reqwest::Client::new() }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let token = format!("Bot {}", self.sandbox.token());
        let url = format!("{}/api/v10/{path}", self.sandbox.url());
        self.http.request(method, url).header("authorization", token)
    }

    async fn read(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Reads JSON from a route that answers with it.
    async fn json(&self, path: &str) -> Value {
        let answer = self.read(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

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

    /// Answers an interaction with this type of callback.
    async fn call_back(&self, reply: &Reply, kind: u64) -> Response {
        let token = reply.token();
        let id = token.split('.').nth(1).unwrap();
        let body = json!({ "type": kind, "data": { "content": "hello" } });
        self.post(&format!("interactions/{id}/{token}/callback"), body).await
    }
}

/// The value of a header.
fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

/// The status of a response, Discord's code in its body, or 0.
async fn refusal(response: Response) -> (u16, u64) {
    let status = response.status().as_u16();
    (status, response.json::<Value>().await.unwrap()["code"].as_u64().unwrap_or(0))
}
