//! Asks for the bot's token and its servers, and checks them with Discord.

use std::future::Future;

use secrecy::SecretString;

use crate::cli::doctor::{Findings, application};
use crate::courier::permissions::{Duties, invite};
use crate::courier::rest::{Application, Failed, Rest};
use crate::domain::GuildId;
use crate::settings::{discord_url, ids};

use super::SetupError;
use super::choice::{as_numbers, chosen};
use super::dialogue::Dialogue;
use super::present_settings::Present;
use super::secret::SecretQuestion;

/// The bot, as far as Discord knows it.
pub(super) struct KnownBot {
    pub(super) token: SecretString,
    pub(super) rest: Rest,
    application: Application,
}

/// A server that the owner has chosen.
pub(super) struct Server {
    pub(super) id: GuildId,
    pub(super) name: String,
}

/// Asks for the token until Discord accepts it and its application can be used.
pub(super) async fn bot(dialogue: &mut Dialogue, present: &Present) -> Result<KnownBot, SetupError> {
    let proxy = present.text_of("DISCORD_API_URL").map(|url| discord_url(&url)).transpose();
    let proxy = proxy.map_err(|what| SetupError::Client(format!("DISCORD_API_URL: {what}")))?;
    dialogue.say(
        "\nThe bot's token: https://discord.com/developers/applications → New Application → Bot → Reset Token.\n\
        Leave every Privileged Gateway Intent off.",
    )?;
    let mut question = SecretQuestion::new(present, "DISCORD_TOKEN", "Bot token");
    loop {
        let token = question.ask(dialogue)?;
        let rest =
            Rest::new(&token, proxy.as_deref()).map_err(|error| SetupError::Client(error.to_string()))?;
        let mut findings = Findings::default();
        let answer = application::examine(&mut findings, &rest, proxy.is_some()).await;
        dialogue.report(&findings)?;
        match answer {
            Ok(application) if findings.is_well() => return Ok(KnownBot { token, rest, application }),
            Err(Failed::Refused(refusal)) if refusal.status == 401 => question.is_refused(dialogue)?,
            // The token may be right. An empty answer tries it again.
            _ => {}
        }
    }
}

/// Shows the invitation, and asks for the servers to sell in.
pub(super) async fn servers(
    dialogue: &mut Dialogue,
    bot: &KnownBot,
    present: &Present,
) -> Result<Vec<Server>, SetupError> {
    let link = invite(bot.application.id, Duties::default());
    dialogue.say(format_args!(
        "\nThis link invites the bot to a server, with the permissions it needs:\n{link}"
    ))?;
    let wanted: Vec<u64> = present
        .text_of("GUILD_IDS")
        .and_then(|text| ids::<GuildId>(&text).ok())
        .map(|ids| ids.into_iter().map(GuildId::as_u64).collect())
        .unwrap_or_default();
    loop {
        let found = fetched(dialogue, || bot.rest.own_guilds()).await?;
        let servers = found.into_iter().filter_map(|own| Some(Server { id: own.guild()?, name: own.name }));
        let servers: Vec<Server> = servers.collect();
        if servers.is_empty() {
            dialogue.say("The bot is in no server yet. Open the link, and choose your server.")?;
            dialogue.ask("Press Enter to look again", None)?;
            continue;
        }
        dialogue.say("The bot is in these servers:")?;
        for (number, server) in (1..).zip(&servers) {
            dialogue.say(format_args!("  {number}  {} ({})", server.name, server.id))?;
        }
        let listed: Vec<u64> = servers.iter().map(|server| server.id.as_u64()).collect();
        for missing in wanted.iter().filter(|wanted| !listed.contains(wanted)) {
            dialogue.say(format_args!("The bot is not in the server {missing} of the present settings."))?;
        }
        if let Some(chosen) = chosen_servers(dialogue, &wanted, &listed)? {
            return Ok(servers.into_iter().filter(|server| chosen.contains(&server.id.as_u64())).collect());
        }
    }
}

/// Asks for servers of the list. Returns `None` if Discord is to be asked for the list again.
fn chosen_servers(
    dialogue: &mut Dialogue,
    wanted: &[u64],
    listed: &[u64],
) -> Result<Option<Vec<u64>>, SetupError> {
    let only = (listed.len() == 1).then(|| "1".to_owned());
    let default = as_numbers(wanted, listed).or(only);
    let question = "Servers to sell in, by number; \"again\" reads the list again";
    loop {
        let answer = dialogue.ask(question, default.as_deref())?;
        if answer.is_empty() || answer.eq_ignore_ascii_case("again") {
            return Ok(None);
        }
        match chosen(&answer, listed) {
            Ok(ids) => return Ok(Some(ids)),
            Err(error) => dialogue
                .say(format_args!("{error}. If the bot is not in the server yet, open the link first."))?,
        }
    }
}

/// Asks Discord until it answers.
pub(super) async fn fetched<T, F>(dialogue: &mut Dialogue, call: impl Fn() -> F) -> Result<T, SetupError>
where
    F: Future<Output = Result<T, Failed>>,
{
    loop {
        match call().await {
            Ok(answer) => return Ok(answer),
            Err(failed) => dialogue.say(format_args!("{failed}."))?,
        }
        dialogue.ask("Press Enter to try again", None)?;
    }
}
