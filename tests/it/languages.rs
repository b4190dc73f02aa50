//! Tests of the language of each message: staff and buyers read their own, and the channels use the
//! language of the server.

use discord_sandbox::render;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};

#[tokio::test(flavor = "multi_thread")]
async fn staff_buyer_and_server_each_read_their_own_language() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    stage.guild.speaks("fr");
    stage.moderator.speaks("de");
    anna.speaks("tr");
    ben.speaks("tr");
    anna.runs("/mylicenses").send().says("Bu sunucudan henüz lisansın yok.").await;

    let reply = stage.moderator.sells_to(&anna);
    let told = render(&reply.says("Lizenz verkauft").await.body);
    assert!(told.contains("per DM an") && told.contains("Läuft ab"), "{told}");
    let letter = render(&anna.dm("teşekkürler").await.body);
    assert!(letter.contains("Bu mesajı mı kaybettin?") && letter.contains("Sipariş #1"), "{letter}");
    let line = render(&stage.guild.message(stage.sales_channel, "Vente #1").await.body);
    assert!(line.contains("a vendu **") && line.contains("Clé"), "{line}");

    stage.moderator.sells_to(&ben).says("Lizenz verkauft").await;
    ben.dm("Ta licence").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_saves_the_language_of_the_buyer() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.guild.speaks("es-ES");
    anna.speaks("pt-BR");
    anna.closes_dms(true);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("DMs are closed").await;
    let notice = stage.guild.message(stage.guild.lobby(), "Obtener clave").await;
    anna.presses(&notice, "Obtener clave").says("Sua licença").await;
    reply.says("has claimed the key").await;

    anna.closes_dms(false);
    let again = stage.moderator.sells_to(&anna);
    let question = again.says("sell another?").await;
    let _ = stage.moderator.presses(&question, "Sell another");
    anna.dm("Perdeu esta mensagem?").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_in_the_language_of_the_user_or_in_english() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    ben.speaks("es-419");
    ben.sells_to(&anna).says("Solo el equipo puede usar esto").await;
    ben.speaks("ja");
    ben.sells_to(&anna).says("Only staff can use this").await;
    stage.moderator.speaks("fr");
    stage.moderator.runs("/myavailable").send().says("1 en stock").await;
    stage
        .moderator
        .runs("/licenseinfo")
        .text("license", "stock~gone")
        .send()
        .says("Ton choix n'est plus en stock")
        .await;
    let (choices, _) = stage.moderator.types("/myavailable", "product", "").await;
    assert!(choices[0].0.ends_with("1 en stock"), "{choices:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sale_log_is_in_the_language_of_the_user() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.moderator.speaks("tr");
    stage.moderator.runs("/sales list").send().says("teslim edildi").await;
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send();
    let text = render(&shown.says("Satış #1").await.body);
    assert!(text.contains("DM ile teslim edildi") && text.contains("Alıcı"), "{text}");
    stage.moderator.runs("/sales stats").send().says("Satılan lisanslar: 1.").await;
    let refund = stage.moderator.runs("/sales refund").text("sale", "1").text("reason", "x").send();
    refund.says("Para iadesi yapıldı olarak işaretlendi").await;
    stage.strike().await;
}
