//! Tests of the sale log in Discord: listing, details, export, statistics and refunds.

use std::time::Duration;

use discord_sandbox::{Person, render};
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{SaleId, SaleState};

/// Sells a license and returns its key.
async fn sell_license(stage: &Stage, buyer: &Person, product: &str, note: &str) -> String {
    let command = stage.moderator.runs("/assignlicense").user("member", buyer).text("product", product);
    command.text("note", note).send().says("License sold").await;
    let sales = stage.ledger().unwrap().numbered(stage.guild.guild_id(), None, 1).await.unwrap();
    sales[0].licenses[0].key.reveal().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sale_log_supports_every_filter_and_its_buttons_survive_a_restart() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    for _ in 0..11 {
        sell_license(&stage, &stage.guild.member("cleo", &[]), "lifetime", "").await;
    }
    sell_license(&stage, &anna, "monthly", "").await;
    sell_license(&stage, &ben, "lifetime", "").await;
    let list = || stage.moderator.runs("/sales list");

    let reply = list().send();
    let first = reply.says("#13").await;
    assert!(reply.is_ephemeral());
    let text = render(&first.body);
    assert!(text.contains("#4") && !text.contains("#3"), "{text}");
    assert!(!text.contains("[Newest]"), "{text}");
    let second = stage.moderator.presses(&first, "Older").says("#3").await;
    assert!(render(&second.body).contains("#1") && !render(&second.body).contains("[Older]"));
    stage.moderator.presses(&second, "Newest").says("#13").await;

    let of_anna = list().user("buyer", &anna).send().says("#12").await;
    assert!(render(&of_anna.body).contains("monthly") && !render(&of_anna.body).contains("#13"));
    list().text("product", "monthly").send().says("#12").await;
    list().text("product", "unheard of").send().says("No sales match").await;
    list().choice("state", "failed (nothing sold)").send().says("No sales match").await;
    list().user("staff", &anna).send().says("No sales match").await;
    list().text("since", "2999-12-31").send().says("No sales match").await;
    list().text("since", "yesterday").send().says("YYYY-MM-DD").await;
    anna.runs("/sales list").send().says("Only staff").await;

    let by = list().text("product", "lifetime").user("staff", &stage.moderator);
    let page = by.text("since", "2026-01-01").choice("state", "delivered").send().says("#13").await;
    let stage = stage.restart().await.unwrap();
    let older = stage.moderator.presses(&page, "Older").says("#1").await;
    assert!(render(&older.body).contains("lifetime") && !render(&older.body).contains("monthly"));
    anna.forges(&page, "sales::::::").says("Only staff").await;
    for forged in
        ["sales:", "sales:zz:::::", "sales:::l7fffffffffffffff:::", "sales:::::::::", "sales:::::ü:"]
    {
        stage.moderator.forges(&page, forged).says("This button has expired").await;
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_is_shown_in_full_and_its_history_names_who_revealed_the_key() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = sell_license(&stage, &anna, "lifetime", "**bold** <@1> \u{202e}backwards").await;
    for typed in ["1", "#1", " #1 "] {
        stage.moderator.runs("/sales show").text("sale", typed).send().says("Sale #1 · delivered").await;
    }
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("Sale #1").await;
    let text = render(&shown.body);
    for part in
        ["requested", "assigned by the supplier", "delivered by DM", r"\*\*bold\*\* \<\@1\> backwards"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.contains("ps-") && !text.contains(&key), "{text}");

    anna.forges(&shown, "reveal:1").says("Only staff").await;
    let reply = stage.moderator.presses(&shown, "Reveal key");
    reply.says(&key).await;
    assert!(reply.is_ephemeral());
    let events = stage.ledger().unwrap().events(SaleId::new(1)).await.unwrap();
    let last = events.last().unwrap();
    assert_eq!((last.kind.as_str(), last.actor), ("revealed", Some(stage.moderator.as_staff().as_i64())));
    assert_eq!(
        events.iter().filter(|event| event.kind == "revealed").count(),
        1,
        "a refused press reveals nothing"
    );
    stage.moderator.runs("/sales show").text("sale", "1").send().says("key shown to staff").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_of_another_server_is_not_shown() {
    let mut stage = Stage::set(licenses(4)).await.unwrap();
    let other = stage.sandbox.guild();
    stage.settings.guild_ids.push(other.guild_id());
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = sell_license(&stage, &anna, "lifetime", "").await;
    let boss = other.administrator("boss");
    for number in ["1", "#1", "2", "0", "-1", "99999999999999999999", "nonsense", "1e3"] {
        for command in ["/sales show", "/sales refund"] {
            let line = boss.runs(command).text("sale", number);
            let line = if command == "/sales refund" { line.text("reason", "x") } else { line };
            line.send().says("There is no such sale in this server.").await;
        }
    }
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("Sale #1").await;
    let refused = boss.forges(&shown, "reveal:1");
    assert!(!render(&refused.says("There is no such sale").await.body).contains(&key));
    boss.runs("/sales list").send().says("No sales match").await;
    boss.runs("/sales export").send().says("nothing to export").await;
    assert!(boss.types("/sales show", "sale", "").await.0.is_empty());
    assert!(boss.types("/sales list", "product", "").await.0.is_empty());
    assert!(anna.types("/sales show", "sale", "").await.0.is_empty(), "a buyer gets no choices");

    let numbers = stage.moderator.types("/sales show", "sale", "#1").await.0;
    assert!(numbers.len() == 1 && numbers[0].0.starts_with("#1 · 20") && numbers[0].1 == "1", "{numbers:?}");
    assert!(stage.moderator.types("/sales show", "sale", "7").await.0.is_empty());
    assert_eq!(stage.moderator.types("/sales list", "product", "LIFE").await.0[0].1, "lifetime");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_table_with_masked_keys_and_no_formulas() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = sell_license(&stage, &anna, "lifetime", "=HYPERLINK(\"https://evil\")").await;
    sell_license(&stage, &stage.guild.member("ben", &[]), "monthly", "plain, with a comma").await;
    let reply = stage.moderator.runs("/sales export").send();
    let answer = reply.says("Sales in the table: 2").await;
    assert!(reply.is_ephemeral());
    let file = &answer.attachments[0];
    assert_eq!(file.name, "sales.csv");
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains("'=HYPERLINK") && !text.contains(",=HYPERLINK") && !text.contains(&key), "{text}");
    let mut table = csv::Reader::from_reader(file.bytes.as_slice());
    let at =
        |name: &str, headers: &csv::StringRecord| headers.iter().position(|one| one.ends_with(name)).unwrap();
    let headers = table.headers().unwrap().clone();
    let lines: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(&lines[0][at("note", &headers)], "plain, with a comma");
    assert!(file.bytes.starts_with("\u{feff}".as_bytes()), "Excel detects UTF-8 by this mark");
    let buyer = format!("=\"{}\"", anna.as_buyer());
    assert_eq!(&lines[1][at("buyer", &headers)], buyer, "Excel would show a plain id as 1.23E+17");
    let asked_for = &lines[1][at("requested_at", &headers)];
    assert!(asked_for.len() >= 20 && asked_for.contains('T') && asked_for.ends_with('Z'), "{asked_for}");

    let of_anna = stage.moderator.runs("/sales export").user("buyer", &anna).send();
    assert_eq!(of_anna.says("Sales in the table: 1").await.attachments.len(), 1);
    stage.moderator.speaks("de");
    let german = stage.moderator.runs("/sales export").send().says("Tabelle").await;
    assert!(String::from_utf8_lossy(&german.attachments[0].bytes).contains("sale;server;"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statistics_of_a_month_are_a_chart_and_a_text() {
    let stage = Stage::set(licenses(10)).await.unwrap();
    let empty = stage.moderator.runs("/sales stats").send().says("Licenses sold: 0").await;
    assert_eq!(empty.attachments[0].name, "sales.png");
    for name in ["anna", "ben", "cleo"] {
        sell_license(&stage, &stage.guild.member(name, &[]), "lifetime", "").await;
    }
    let reply = stage.moderator.runs("/sales stats").send();
    let answer = reply.says("Licenses sold: 3").await;
    assert!(reply.is_ephemeral());
    let text = render(&answer.body);
    assert!(text.contains("lifetime 3") && text.contains("lifetime less than a day · 2 left"), "{text}");
    assert!(text.contains("monthly none sold · 5 left"), "{text}");
    let picture = &answer.attachments[0];
    assert!(picture.bytes.starts_with(b"\x89PNG") && picture.bytes.len() > 10_000);
    let told = picture.description.as_deref().unwrap();
    assert!(told.contains("mod 3") && told.contains("lifetime 3"), "{told}");
    assert_eq!(answer.body["embeds"][0]["image"]["url"], "attachment://sales.png");
    stage.moderator.runs("/sales refund").text("sale", "1").text("reason", "").send().says("refunded").await;
    stage.moderator.runs("/sales stats").send().says("Licenses sold: 2").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_recorded_once_and_shown_in_the_sales_channel_and_the_log() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime", "").await;
    stage
        .moderator
        .runs("/assignlicense")
        .user("member", &stage.guild.member("ben", &[]))
        .send()
        .says("Nothing was sold")
        .await;
    let refund = |by: &Person, sale: &str| {
        by.runs("/sales refund").text("sale", sale).text("reason", "paid *twice*").send()
    };

    refund(&anna, "1").says("Only staff").await;
    refund(&stage.moderator, "2").says("Sale #2 can't be refunded. Status: failed").await;
    let told = refund(&stage.moderator, "#1").says("Marked as refunded").await;
    assert!(render(&told.body).contains("No money was moved"), "{}", render(&told.body));
    let line = stage.guild.message(stage.sales_channel, "Sale #1 marked as refunded").await;
    assert!(render(&line.body).contains(r"paid \*twice\*"));

    let other = stage.guild.administrator("other");
    let again = refund(&other, "1").says("Already marked as refunded").await;
    let by = format!("by <@{}>", stage.moderator.as_staff());
    assert!(render(&again.body).contains(&by), "{}", render(&again.body));
    let ledger = stage.ledger().unwrap();
    let sale = ledger.sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.state, SaleState::Delivered);
    assert_eq!(sale.refund.unwrap().staff, stage.moderator.as_staff());
    let events = ledger.events(SaleId::new(1)).await.unwrap();
    let refunds: Vec<_> = events.iter().filter(|event| event.kind == "refunded").collect();
    assert_eq!((refunds.len(), refunds[0].actor), (1, Some(stage.moderator.as_staff().as_i64())));
    stage.moderator.runs("/sales list").send().says("**marked as refunded**").await;
    stage.moderator.runs("/sales show").text("sale", "1").send().says("marked as refunded").await;
    anna.runs("/mylicenses").send().says("Only you can see this").await;
    assert_eq!(
        stage
            .guild
            .messages(stage.sales_channel)
            .iter()
            .filter(|m| render(&m.body).contains("refunded"))
            .count(),
        1
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_page_button_is_reported_and_changes_nothing() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let list = stage.moderator.runs("/sales list").send();
    let shown = list.says("#1").await;
    let pressed = stage.moderator.forges(&shown, "log:from-a-month-ago");
    let told = pressed.says("This button has expired").await;
    assert_ne!(told.id, shown.id);
    assert!(render(&list.message().unwrap().body).contains("#1"), "the list is unchanged");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_after_the_deferral_is_reported_to_the_user() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let shown = stage.moderator.runs("/sales list").send().says("#1").await;
    stage.ledger().unwrap().close().await;
    stage.moderator.runs("/sales list").send().says("Something went wrong").await;
    stage.moderator.forges(&shown, "sale:1").says("Something went wrong").await;
    stage.moderator.sells_to(&anna).says("Sale stopped").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_delivered_twice_is_answered_once() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let list = stage.moderator.runs("/sales list").send();
    list.says("No sale").await;
    stage.sandbox.replay(&list);
    let calls = |what: &str| {
        let is_one = |path: &str| path.contains(&list.token()) && path.contains(what);
        stage.sandbox.requests().iter().filter(|request| is_one(&request.path)).count()
    };
    let answered_again = async {
        while calls("/callback") < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), answered_again).await.unwrap();
    // A second response would arrive before another command finishes.
    stage.moderator.runs("/help").send().says("/assignlicense").await;
    assert_eq!((calls("/callback"), calls("webhooks/")), (2, 1), "no second response is sent");
    stage.strike().await;
}
