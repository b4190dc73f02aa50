//! Moves of all sales of a server to another server.

use crate::domain::GuildId;
use crate::ledger::{GuildContent, GuildMoveError};

use super::Ledger;

impl Ledger {
    /// Returns what a move of a server's sales would move, and what the ledger holds of the new server.
    ///
    /// # Errors
    /// Returns [`GuildMoveError`] if the move would be refused.
    pub async fn to_move(
        &self,
        old: GuildId,
        new: GuildId,
    ) -> Result<(GuildContent, GuildContent), GuildMoveError> {
        if old == new {
            return Err(GuildMoveError::SameServer(old));
        }
        let (moved, found) = (self.engine.content_of(old).await?, self.engine.content_of(new).await?);
        if moved.is_empty() {
            return Err(GuildMoveError::NothingToMove(old));
        }
        if found.sales > 0 {
            return Err(GuildMoveError::HasSales(new, found.sales));
        }
        Ok((moved, found))
    }

    /// Moves all sales of a server to another one, with its languages and the settings that name no
    /// channel or role. Settings of the new server stay. The settings in memory are not changed, so the
    /// caller closes the ledger afterwards. Returns what was moved, and what the ledger held of the new
    /// server.
    ///
    /// # Errors
    /// Returns [`GuildMoveError`].
    pub async fn move_guild(
        &self,
        old: GuildId,
        new: GuildId,
    ) -> Result<(GuildContent, GuildContent), GuildMoveError> {
        let content = self.to_move(old, new).await?;
        self.engine.move_guild(old, new, self.now()).await?;
        Ok(content)
    }
}
