//! Tests of `keyclerk doctor`: it reports "ok" only for working parts, and it names a remedy for each
//! fault.

use std::path::Path;
use std::sync::Arc;

use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{ChannelId, GuildId, StaffId, SystemClock};
use keyclerk::ledger::{Ledger, ShopSetting};

use crate::process::{command, doctor};
use crate::staging::{open_panel, parse_setting, set_setting};

/// Sets a setting of a server in the ledger of a folder.
async fn set_in(folder: &Path, guild: GuildId, setting: ShopSetting, value: &str) {
    let ledger = Ledger::open(&folder.join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap();
    ledger
        .change_setting(guild, parse_setting(setting, Some(value)), StaffId::new(1).unwrap())
        .await
        .unwrap();
    ledger.close().await;
}

/// Runs the doctor with these settings. Returns its output, and whether it found no fault.
async fn doctor_with(stage: &Stage, folder: &Path, settings: &[(&str, &str)]) -> (String, bool) {
    let mut doctor = command(stage, folder, "doctor");
    doctor.envs(settings.iter().copied());
    let output = tokio::task::spawn_blocking(move || doctor.output().unwrap()).await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.contains("<#") && !said.contains("<@"), "markup in {said}");
    (said, output.status.success())
}

/// Returns the lines with a mark, without the hint that `BACKUP_DIR` is not set.
fn lines<'a>(said: &'a str, mark: &str) -> Vec<&'a str> {
    said.lines().filter(|line| line.starts_with(mark) && !line.contains("BACKUP_DIR")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_reports_missing_permissions_and_the_invite_link() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (role, owner) = (stage.guild.role(), StaffId::new(1).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let stage = stage.without_bot().await;
    let (said, _) = doctor(&stage, folder.path()).await;
    assert!(said.contains("&permissions=19456"), "{said}");
    assert!(said.contains("no permission is missing for the configured channels and roles"), "{said}");

    let both = format!("{},{}", stage.guild.id(), stage.sandbox.guild().id());
    let mut of_both = command(&stage, folder.path(), "doctor");
    of_both.env("GUILD_IDS", both).env("SALES_CHANNEL_ID", "5");
    let said = tokio::task::spawn_blocking(move || of_both.output().unwrap()).await.unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("the bot cannot see the channel 5"), "{said}");

    let ledger = Ledger::open(&folder.path().join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap();
    ledger
        .change_setting(
            stage.guild.guild_id(),
            parse_setting(ShopSetting::BuyerRole, Some(&role.to_string())),
            owner,
        )
        .await
        .unwrap();
    let sales = stage.sales_channel.to_string();
    ledger
        .change_setting(stage.guild.guild_id(), parse_setting(ShopSetting::SalesChannel, Some(&sales)), owner)
        .await
        .unwrap();
    ledger.close().await;
    stage.guild.hides_from_bot(stage.sales_channel);
    let (said, well) = doctor(&stage, folder.path()).await;
    assert!(!well, "{said}");
    assert!(said.contains(r#"lacks "Manage Roles""#), "{said}");
    assert!(said.contains(&format!("In the channel {sales} keyclerk lacks")), "{said}");
    assert!(said.contains("&permissions=268454912"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_roles_and_channels_are_reported_as_wrong() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (said, well) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(well && said.contains("ok     STAFF_ROLE_IDS: each role exists"), "{said}");

    let other = stage.sandbox.guild();
    let guilds = format!("{},{}", stage.guild.id(), other.id());
    let roles = format!("{},77", other.role());
    let both = [("GUILD_IDS", guilds.as_str()), ("STAFF_ROLE_IDS", &roles)];
    let (said, well) = doctor_with(&stage, folder.path(), &both).await;
    assert!(!well, "{said}");
    assert_eq!(lines(&said, "WRONG").len(), 1, "{said}");
    assert!(said.contains("WRONG  STAFF_ROLE_IDS: no server of GUILD_IDS has the role 77"), "{said}");
    let nobody = format!("hint   roles that sell in {}: only administrators sell", stage.guild.id());
    assert!(said.contains(&nobody), "{said}");

    let everyone = stage.guild.id().to_string();
    for (setting, value) in [
        (ShopSetting::StaffRoles, format!("78,{everyone}")),
        (ShopSetting::BuyerRole, "79".to_owned()),
        (ShopSetting::SalesChannel, "80".to_owned()),
        (ShopSetting::ClaimsChannel, "81".to_owned()),
    ] {
        set_in(folder.path(), stage.guild.guild_id(), setting, &value).await;
    }
    let (said, well) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(!well, "{said}");
    let wrong = lines(&said, "WRONG").join("\n");
    for words in [
        "the role 78 does not exist",
        "@everyone cannot be a staff role",
        "The role 79 was deleted",
        "does not see the channel 80",
        "does not see the channel 81",
    ] {
        assert!(wrong.contains(words), "{words} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_staff_role_gets_a_hint_until_it_may_see_each_command() {
    // The listed commands are the ones that the bot registered.
    let stage = Stage::set(licenses(1)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let staff = stage.settings.staff_role_ids[0];
    let begins =
        format!("hint   roles that sell in {}: the role \"role\" ({staff}) does not see", stage.guild.id());
    let (said, well) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(well && said.contains(&begins), "{said}");
    for words in ["any of the 8 staff commands (/assignlicense, /fetchlicense,", "Settings → Integrations"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    // A permission for all commands together does not apply to a command with its own permission.
    stage.guild.allows_commands(staff.as_u64(), true);
    assert!(doctor_with(&stage, folder.path(), &[]).await.0.contains("any of the 8 staff commands"));
    for name in stage.guild.commands() {
        if name != "sales" {
            stage.guild.allows_command(&name, staff.as_u64(), true);
        }
    }
    let (said, _) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(said.contains(&begins) && said.contains("does not see /sales. A role"), "{said}");
    stage.guild.allows_command("sales", staff.as_u64(), true);
    let (said, well) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(well && lines(&said, "hint").is_empty(), "{said}");

    // The server's own roles replace those of the environment.
    let own = stage.guild.role();
    set_in(folder.path(), stage.guild.guild_id(), ShopSetting::StaffRoles, &own.to_string()).await;
    let (said, _) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(lines(&said, "hint").len() == 1 && said.contains(&format!("({own}) does not see")), "{said}");
    stage.guild.lets_manage(own);
    let (said, _) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(lines(&said, "hint").is_empty() && said.contains("sees the staff commands"), "{said}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_staff_role_gets_a_hint_before_the_first_run_of_the_bot() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (said, well) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(well && said.contains("once the bot has registered them"), "{said}");
    stage.guild.lets_manage(stage.settings.staff_role_ids[0].as_u64());
    let (said, _) = doctor_with(&stage, folder.path(), &[]).await;
    assert!(lines(&said, "hint").is_empty(), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_as_sales_channel_is_reported_as_a_thread() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let thread = stage.guild.thread(stage.sales_channel);
    let id = thread.to_string();
    let settings = [("SALES_CHANNEL_ID", id.as_str())];
    let (said, well) = doctor_with(&stage, folder.path(), &settings).await;
    assert!(!well && said.contains(r#"keyclerk lacks "Send Messages in Threads""#), "{said}");
    assert!(said.contains("&permissions=274877926400"), "{said}");
    stage.guild.bot_writes_in_threads(true);
    let (said, well) = doctor_with(&stage, folder.path(), &settings).await;
    assert!(well && said.contains("are posted in that thread"), "{said}");
    stage.guild.archives(thread);
    let (said, well) = doctor_with(&stage, folder.path(), &settings).await;
    assert!(well && said.contains("takes it out of the archive"), "{said}");
    stage.guild.locks(thread);
    let (said, well) = doctor_with(&stage, folder.path(), &settings).await;
    assert!(!well && said.contains(&format!("The thread {id} is locked")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sales_line_unarchives_its_thread() {
    let mut stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let thread = stage.guild.thread(stage.sales_channel);
    stage.guild.bot_writes_in_threads(true);
    stage.guild.archives(thread);
    stage.settings.sales_channel_id = Some(ChannelId::new(thread).unwrap());
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.guild.message(thread, "Sale #1").await;
    assert!(!stage.guild.has_archived(thread));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sales_channel_is_checked_in_the_server_that_owns_it() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let other = stage.sandbox.guild();
    let channel = other.channel();
    other.forbids_writing(channel);
    let (guilds, id) = (format!("{},{}", stage.guild.id(), other.id()), channel.to_string());
    let settings = [("GUILD_IDS", guilds.as_str()), ("SALES_CHANNEL_ID", &id)];
    let (said, well) = doctor_with(&stage, folder.path(), &settings).await;
    assert!(!well && said.contains(&format!("sales of server {} are posted there", other.id())), "{said}");
    let lack = format!("WRONG  permissions in {}: In the channel {id} keyclerk lacks", other.id());
    assert_eq!(lines(&said, "WRONG").len(), 1, "{said}");
    assert!(said.contains(&lack), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_shows_where_staff_get_access_to_the_commands() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = discord_sandbox::render(&open_panel(&owner).await.body);
    assert!(shown.contains("*Server Settings → Integrations → this bot*"), "{shown}");
    // The panel also names the remedy for a thread.
    let thread = stage.guild.thread(stage.sales_channel);
    set_setting(&stage, ShopSetting::SalesChannel, &thread.to_string()).await;
    let shown = discord_sandbox::render(&open_panel(&owner).await.body);
    assert!(shown.contains("I need *Send Messages in Threads*"), "{shown}");
    stage.guild.bot_writes_in_threads(true);
    stage.guild.locks(thread);
    let shown = discord_sandbox::render(&open_panel(&owner).await.body);
    assert!(shown.contains("Unlock the thread"), "{shown}");
    stage.strike().await;
}
