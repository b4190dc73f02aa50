//! The calls of a sale and nothing else: what Discord, the vendor and this machine cost whoever
//! sells. It keeps no ledger, checks nobody and forgets a license whose answer is lost.

use std::env;

use keyclerk::reseller::wire::path;
use serde_json::{Value, json};
use serenity::all::{
    ClientBuilder, CommandInteraction, CommandOptionType, Context, CreateCommand, CreateCommandOption,
    CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, EventHandler, GatewayIntents, GuildId, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;

/// Set for the process that is to be this bot.
pub const BARE: &str = "KEYCLERK_BARE";

struct Bare {
    vendor: reqwest::Client,
    base_url: String,
    api_token: String,
}

impl Bare {
    async fn sell(&self, ctx: &Context, command: &CommandInteraction) {
        let buyer = *command.data.resolved.users.keys().next().unwrap();
        let deferral =
            CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
        let fetch = async {
            let url = format!("{}{}?api_token={}", self.base_url, path::FETCH_LICENSE, self.api_token);
            self.vendor.get(url).send().await.unwrap().json::<Value>().await.unwrap()
        };
        let (deferred, channel, fetched) =
            tokio::join!(command.create_response(ctx, deferral), buyer.create_dm_channel(ctx), fetch);
        deferred.unwrap();
        let key = fetched["license"]["key"].as_str().unwrap();
        let assignment =
            json!({ "api_token": self.api_token, "license": key, "discord_user_id": buyer.to_string() });
        let url = format!("{}{}", self.base_url, path::ASSIGN_LICENSE);
        let assigned = self.vendor.post(url).json(&assignment).send().await.unwrap();
        assert!(assigned.status().is_success(), "{:?}", assigned.text().await);
        let letter = CreateEmbed::new().title("Your license").description(format!("```\n{key}\n```"));
        channel.unwrap().send_message(ctx, CreateMessage::new().embed(letter)).await.unwrap();
        let told = CreateEmbed::new().title("License sold");
        command.edit_response(ctx, EditInteractionResponse::new().embed(told)).await.unwrap();
    }
}

#[async_trait]
impl EventHandler for Bare {
    async fn ready(&self, ctx: Context, _: Ready) {
        let member = CreateCommandOption::new(CommandOptionType::User, "member", "who");
        let command = CreateCommand::new("assignlicense").description("sell").add_option(member);
        let guild: u64 = env::var("GUILD_IDS").unwrap().parse().unwrap();
        GuildId::new(guild).set_commands(&ctx, vec![command]).await.unwrap();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if let Interaction::Command(command) = interaction {
            self.sell(&ctx, &command).await;
        }
    }
}

/// Runs until it is killed, set up as keyclerk is: by the environment.
pub async fn run() {
    let connections = reqwest::Client::builder().tcp_nodelay(true).build().unwrap();
    let http = HttpBuilder::new(env::var("DISCORD_TOKEN").unwrap())
        .client(connections.clone())
        .proxy(env::var("DISCORD_API_URL").unwrap())
        .ratelimiter_disabled(true)
        .build();
    let bare = Bare {
        vendor: connections,
        base_url: env::var("RESELLER_BASE_URL").unwrap(),
        api_token: env::var("RESELLER_API_TOKEN").unwrap(),
    };
    let client = ClientBuilder::new_with_http(http, GatewayIntents::empty());
    client.event_handler(bare).await.unwrap().start_autosharded().await.unwrap();
}
