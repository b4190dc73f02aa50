//! The example of the README with a bot: serenity rolls a die.

use discord_sandbox::Sandbox;
use serenity::all::{
    ClientBuilder, CommandOptionType, Context, CreateAutocompleteResponse, CreateCommand,
    CreateCommandOption, CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler,
    GatewayIntents, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;

#[tokio::test]
async fn a_member_rolls_a_die() {
    let discord = Sandbox::start().await.unwrap();
    let guild = discord.guild();
    let bot = tokio::spawn(run_bot(discord.url(), discord.token()));
    discord.connected().await;
    let anna = guild.member("anna", &[]);
    let answer = anna.runs("/roll").integer("sides", 6).send().says("You rolled").await;
    assert!(anna.dms().is_empty() && answer.attachments.is_empty());
    bot.abort();
}

#[tokio::test]
async fn choices_are_offered_while_a_member_types() {
    let discord = Sandbox::start().await.unwrap();
    let guild = discord.guild();
    let bot = tokio::spawn(run_bot(discord.url(), discord.token()));
    discord.connected().await;
    let (choices, took) = guild.member("anna", &[]).types("/roll", "die", "ivo").await;
    assert_eq!(choices, [("ivory".to_owned(), "ivory".to_owned())]);
    assert!(took < std::time::Duration::from_secs(3));
    bot.abort();
}

async fn run_bot(base_url: String, token: &str) {
    let http = HttpBuilder::new(token).proxy(base_url).ratelimiter_disabled(true).build();
    let mut client =
        ClientBuilder::new_with_http(http, GatewayIntents::GUILDS).event_handler(Dice).await.unwrap();
    client.start().await.unwrap();
}

struct Dice;

#[async_trait]
impl EventHandler for Dice {
    async fn ready(&self, ctx: Context, ready: Ready) {
        let sides = CreateCommandOption::new(CommandOptionType::Integer, "sides", "The number of sides.");
        let die = CreateCommandOption::new(CommandOptionType::String, "die", "The die.");
        let roll = CreateCommand::new("roll").description("Rolls a die.");
        let roll = roll.add_option(sides).add_option(die.set_autocomplete(true));
        for guild in ready.guilds {
            guild.id.set_commands(&ctx.http, vec![roll.clone()]).await.unwrap();
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => {
                let sides = command.data.options[0].value.as_i64().unwrap();
                let text = format!("You rolled 4 of {sides}.");
                let message = CreateInteractionResponseMessage::new().content(text);
                let response = CreateInteractionResponse::Message(message);
                command.create_response(&ctx.http, response).await.unwrap();
            }
            Interaction::Autocomplete(typed) => {
                let die = typed.data.autocomplete().unwrap().value;
                let all = ["ivory", "wood"].into_iter().filter(|name| name.starts_with(die));
                let choices = all.fold(CreateAutocompleteResponse::new(), |choices, name| {
                    choices.add_string_choice(name, name)
                });
                let response = CreateInteractionResponse::Autocomplete(choices);
                typed.create_response(&ctx.http, response).await.unwrap();
            }
            _ => {}
        }
    }
}
