//! Opens the page of a local Discord for the people that the arguments name, and prints its address and that of the
//! REST API. Any bot can use them; the tests of the page in a browser are one.

#![allow(clippy::print_stdout)]

use discord_sandbox::{Panel, Playground, Sandbox, Switch};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let discord = Sandbox::start().await?;
    let guild = discord.guild();
    guild.set_name("A server");
    guild.names_channel(guild.lobby(), "lobby");
    let mut page = Playground::open(&discord, 0).await?;
    for name in std::env::args().skip(1) {
        page.invite(&guild.member(&name, &[]), "member");
    }
    let switch = |on| Switch {
        id: "light".to_owned(),
        group: "House".to_owned(),
        label: "Light".to_owned(),
        about: "It does nothing else.".to_owned(),
        is_on: Some(on),
    };
    page.offer(switch(false));
    page.show(Panel {
        id: "names".to_owned(),
        group: "House".to_owned(),
        title: "Names".to_owned(),
        columns: vec!["Name".to_owned()],
        rows: std::env::args().skip(1).map(|name| vec![name]).collect(),
        empty: "Nobody.".to_owned(),
    });
    println!("{} {} {} {} {}", page.url(), discord.url(), discord.token(), guild.id(), guild.lobby());
    while let Some(press) = page.pressed().await {
        page.offer(switch(press.on));
    }
    Ok(())
}
