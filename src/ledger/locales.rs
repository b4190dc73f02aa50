//! Who reads which language: learnt from what Discord tells with every interaction.

use crate::domain::{BuyerId, GuildId};
use crate::language::Language;

use super::{Ledger, LedgerError, SaleRecord};

impl Ledger {
    /// Remembers the language of a member, as Discord names it. Writes only when it is a new one.
    ///
    /// # Errors
    /// The database's.
    pub async fn learn_locale(&self, guild: GuildId, user: BuyerId, locale: &str) -> Result<(), LedgerError> {
        let (guild, user, now) = (guild.as_i64(), user.as_i64(), self.clock.now().as_millis());
        let known = sqlx::query_scalar!(
            "select locale from member_locale where guild_id = ? and user_id = ?",
            guild,
            user
        )
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        if known.as_deref() == Some(locale) {
            return Ok(());
        }
        let written = sqlx::query!(
            "insert into member_locale (guild_id, user_id, locale, learned_at) values (?1, ?2, ?3, ?4)
            on conflict do update set locale = ?3, learned_at = ?4",
            guild,
            user,
            locale,
            now
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }
}

impl SaleRecord {
    /// What the staff member who sold reads.
    #[must_use]
    pub fn staff_language(&self) -> Language {
        spoken(self.staff_locale.as_deref()).unwrap_or_else(|| self.guild_language())
    }

    /// What the buyer reads: their own language once it is learnt, the server's until then.
    #[must_use]
    pub fn buyer_language(&self) -> Language {
        spoken(self.buyer_locale.as_deref()).unwrap_or_else(|| self.guild_language())
    }

    /// What the server reads.
    #[must_use]
    pub fn guild_language(&self) -> Language {
        spoken(self.guild_locale.as_deref()).unwrap_or_default()
    }
}

fn spoken(locale: Option<&str>) -> Option<Language> {
    locale.and_then(Language::from_discord)
}
