//! Tests of `keyclerk sales move`: the sales of a lost server continue in another one, completely or not at
//! all.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use discord_sandbox::render;
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{SaleId, SaleState};
use keyclerk::ledger::ShopSetting;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::process::{exit_code, keyclerk, send_signal};
use crate::staging::{open_ledger_file, sell_license, set_setting};

/// Runs `keyclerk sales`. Returns its output and its exit code.
fn sales(ledger: &Path, args: &[&str]) -> (String, Option<i32>) {
    let database = format!("sqlite:{}", ledger.display());
    let output = keyclerk().arg("sales").args(args).env("DATABASE_URL", database).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (said, output.status.code())
}

async fn state_of(stage: &Stage, sale: i64) -> SaleState {
    stage.ledger().unwrap().sale(SaleId::new(sale)).await.unwrap().state
}

/// Counts rows of the ledger file.
async fn count(ledger: &Path, rows: &str) -> i64 {
    let mut database = SqliteConnectOptions::new().filename(ledger).connect().await.unwrap();
    let query = format!("select count(*) from {rows}");
    let count = sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sales_of_a_lost_server_continue_in_another_one() {
    let mut stage = Stage::set(licenses(8)).await.unwrap();
    stage.settings.reseller.timeout = Duration::from_millis(500);
    let stage = stage.restart().await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    for (setting, value) in [
        (ShopSetting::BuyerRole, role.to_string()),
        (ShopSetting::SalesChannel, stage.sales_channel.to_string()),
        (ShopSetting::Help, "https://example.org/help".to_owned()),
    ] {
        set_setting(&stage, setting, &value).await;
    }
    let [anna, ben, cleo] = ["anna", "ben", "cleo"].map(|name| stage.guild.member(name, &[]));
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "monthly");
    order.text("reference", "pay-1").send().says("License sold").await;
    ben.closes_dms(true);
    stage.moderator.sells_to(&ben).says("DMs are closed").await;
    // The stock was just listed, so that the next call of the vendor is the assignment.
    stage.moderator.runs("/myavailable").send().says("in stock").await;
    stage.vendor.faults.delay(Duration::from_secs(3));
    let order = stage.moderator.runs("/assignlicense").user("member", &cleo).text("product", "lifetime");
    let _unanswered = order.send();
    tokio::time::timeout(Duration::from_secs(30), async {
        while stage.ledger().unwrap().sale(SaleId::new(3)).await.ok().map(|sale| sale.state)
            != Some(SaleState::InDoubt)
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("the sale is in doubt");
    let key = stage.ledger().unwrap().sale(SaleId::new(2)).await.unwrap();
    let key = key.sold().next().unwrap().key.reveal().to_owned();

    let ledger = stage.ledger_path();
    let new = stage.sandbox.guild();
    let (old_id, new_id) = (stage.guild.id().to_string(), new.id().to_string());
    let servers = ["move", &old_id, &new_id];
    let (said, code) = sales(&ledger, &servers);
    assert!(
        said.contains("another keyclerk process") && code == Some(1),
        "a running bot has the ledger: {said}"
    );
    let (said, code) = sales(&ledger, &["move", &old_id, &new_id, "--dry-run"]);
    assert!(said.starts_with("would move") && said.contains("  3 sales\n") && code == Some(0), "{said}");

    let mut stage = stage.without_bot().await;
    let (said, code) = sales(&ledger, &servers);
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "moved from server",
        "  3 sales\n",
        "  1 of them unfinished",
        "  1 of them not delivered",
        "settings: help\n",
        "cleared: buyer_role, sales_channel\n",
        "GUILD_IDS",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let (said, code) = sales(&ledger, &servers);
    assert!(said.contains("holds nothing of server") && code == Some(1), "{said}");
    assert_eq!(count(&ledger, "message where state = 'due' and kind = 'role_take'").await, 0);

    let old = stage.guild.clone();
    old.removes_bot();
    stage.settings.guild_ids = vec![new.guild_id()];
    stage.settings.sales_channel_id = None;
    stage.vendor.faults.delay(Duration::ZERO);
    stage.guild = new.clone();
    stage.moderator = new.administrator("boss");
    let stage = stage.restart().await.unwrap();
    cleo.dm("Your license").await;
    let boss = &stage.moderator;
    boss.runs("/sales list").send().says("#3").await;
    let shown = boss.runs("/sales show").text("sale", "1").send().says("Sale #1").await;
    let passage = format!("moved to another server: {old_id} → {new_id}");
    assert!(render(&shown.body).contains(&passage), "{}", render(&shown.body));
    boss.runs("/sales stats").send().says("Licenses sold").await;
    let ben = new.joined_by(&ben);
    let mine = ben.runs("/mylicenses").send().says(&key).await;
    ben.forges(&mine, "claim:2").says(&key).await;
    assert_eq!(state_of(&stage, 2).await, SaleState::Delivered);
    let dave = new.member("dave", &[]);
    let again = boss.runs("/assignlicense").user("member", &dave).text("reference", "pay-1").send();
    again.says("#1").await;
    sell_license(&stage, &dave, "lifetime").await;
    let newest = stage.ledger().unwrap().numbered(new.guild_id(), None, 1).await.unwrap()[0].sale.to_string();
    let shown = boss.runs("/sales show").text("sale", &newest).send().says(&format!("Sale #{newest}")).await;
    assert!(!render(&shown.body).contains("moved"), "{}", render(&shown.body));
    let shop = stage.ledger().unwrap().shop(new.guild_id());
    assert_eq!((shop.buyer_role, shop.help.as_deref()), (None, Some("https://example.org/help")));
    old.invites_bot();
    let stranger = old.administrator("stranger");
    stranger.runs("/sales list").send().says("isn't set up for this server").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_to_a_server_with_sales_or_of_nothing_is_refused() {
    let mut stage = Stage::set(licenses(6)).await.unwrap();
    let other = stage.sandbox.guild();
    stage.settings.guild_ids.push(other.guild_id());
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let boss = other.administrator("boss");
    boss.sells_to(&other.member("ben", &[])).says("License sold").await;
    let stage = stage.without_bot().await;
    let (old, new) = (stage.guild.id().to_string(), other.id().to_string());
    let ledger = stage.ledger_path();
    for (args, words) in [
        (["move", &old, &new], "has 1 sales of its own"),
        (["move", &old, &old], "are the same"),
        (["move", "1", &old], "holds nothing of server 1"),
        (["move", "1", "2"], "holds nothing of server 1"),
    ] {
        let (said, code) = sales(&ledger, &args);
        assert!(said.contains(words) && said.contains("nothing was moved") && code == Some(1), "{said}");
    }
    let missing = ledger.with_file_name("missing.db");
    let (said, code) = sales(&missing, &["move", &old, "2"]);
    assert!(code == Some(2) && !missing.exists(), "{said}");
    assert_eq!(count(&ledger, "guild_move").await, 0);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_new_server_has_set_and_learnt_stays() {
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    let other = stage.sandbox.guild();
    stage.settings.guild_ids.push(other.guild_id());
    let stage = stage.restart().await.unwrap();
    set_setting(&stage, ShopSetting::Help, "https://example.org/old").await;
    set_setting(&stage, ShopSetting::DmText, "from the old server").await;
    let anna = stage.guild.member("anna", &[]);
    anna.speaks("fr");
    anna.runs("/mylicenses").send().says("licence").await;
    let file = open_ledger_file(&stage).await;
    let stage = stage.without_bot().await;
    for row in [
        "insert into guild_setting (guild_id, name, value, changed_at) values (?1, 'help', 'https://example.org/new', 1)",
        "insert into member_locale (guild_id, user_id, locale, learned_at) values (?1, ?2, 'de', 1)",
    ] {
        let insert = sqlx::query(row).bind(other.guild_id().as_i64()).bind(anna.as_buyer().as_i64());
        insert.execute(&file).await.unwrap();
    }
    let servers = [stage.guild.id().to_string(), other.id().to_string()];
    let (said, code) = sales(&stage.ledger_path(), &["move", &servers[0], &servers[1]]);
    assert!(
        code == Some(0) && said.contains("kept: help\n") && said.contains("settings: dm_text\n"),
        "{said}"
    );
    let settings: Vec<(i64, String)> =
        sqlx::query_as("select guild_id, value from guild_setting order by name")
            .fetch_all(&file)
            .await
            .unwrap();
    let new = other.guild_id().as_i64();
    let expected = ["from the old server", "https://example.org/new"].map(|value| (new, value.to_owned()));
    assert_eq!(settings, expected);
    let locales: Vec<(i64, String)> =
        sqlx::query_as("select guild_id, locale from member_locale").fetch_all(&file).await.unwrap();
    assert_eq!(locales, [(new, "de".to_owned())]);
    file.close().await;
    stage.strike().await;
}

/// Adds sales, each with a license, to the server of the first one.
async fn add_sales(ledger: &Path, sales: i64) {
    let mut database = SqliteConnectOptions::new().filename(ledger).connect().await.unwrap();
    let text = format!(
        "with recursive n (at) as (select 2 union all select at + 1 from n where at < {sales})
        insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, quantity,
            state, buyer_sees_channel, reply_token_until, requested_at, updated_at, last_event, last_message)
        select at, 1, guild_id, 1, at, 1, buyer_id, buyer_hash, 1, 'delivered', 1, 0, at, at, 0, 0
            from n, sale where id = 1;
        insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, state, created_at, updated_at)
        select id, 1, guild_id, buyer_hash, 'ps-TEST-' || id, randomblob(16), 'assigned', 1, 1
            from sale where id > 1;"
    );
    sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut database).await.unwrap();
    sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_killed_or_stopped_moves_nothing_and_can_be_repeated() {
    const SALES: i64 = 60_000;
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let stage = stage.without_bot().await;
    let ledger = stage.ledger_path();
    add_sales(&ledger, SALES).await;
    let (old, new) = (stage.guild.id(), 77);
    let log = ledger.with_extension("db-wal");
    let mut interrupted = 0;
    for signal in ["-KILL", "-TERM", "-KILL"] {
        let mut command = keyclerk();
        command.args(["sales", "move", &old.to_string(), &new.to_string()]);
        command.env("DATABASE_URL", format!("sqlite:{}", ledger.display()));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // SQLite writes pages of a large transaction to the log before its end.
        while log.metadata().map_or(0, |file| file.len()) < 1_000_000 {
            tokio::task::yield_now().await;
        }
        send_signal(&child, signal);
        let code = exit_code(child).await;
        assert!(code.is_none_or(|code| code == 1), "{signal}: {code:?}");
        for table in ["sale", "line"] {
            assert_eq!(count(&ledger, &format!("{table} where guild_id = {new}")).await, 0, "{signal}");
        }
        assert_eq!(count(&ledger, "guild_move").await, 0);
        interrupted += 1;
    }
    assert_eq!(interrupted, 3);
    let (said, code) = sales(&ledger, &["move", &old.to_string(), &new.to_string()]);
    assert!(code == Some(0) && said.contains(&format!("  {SALES} sales\n")), "{said}");
    for table in ["sale", "line"] {
        assert_eq!(count(&ledger, &format!("{table} where guild_id = {new}")).await, SALES);
        assert_eq!(count(&ledger, &format!("{table} where guild_id = {old}")).await, 0);
    }
    stage.strike().await;
}
