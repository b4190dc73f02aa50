//! Reads pages of licenses for people: by state, product, buyer and key.
//!
//! Invariant: every query finds its rows by an index and reads at most one page of licenses. Only the search for a
//! part of a key walks the index of all keys.

use std::fmt;

use crate::domain::{LicenseKey, Timestamp};

use super::store::{Store, StoreError};

/// The state of a license as the database names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum LicenseState {
    InStock,
    Assigned,
    Withdrawn,
}

impl LicenseState {
    pub(super) const ALL: [Self; 3] = [Self::InStock, Self::Assigned, Self::Withdrawn];
}

impl fmt::Display for LicenseState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InStock => "in stock",
            Self::Assigned => "assigned",
            Self::Withdrawn => "withdrawn",
        })
    }
}

/// A license as pages show it.
#[derive(Debug, Clone)]
pub(super) struct ShownLicense {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) product: String,
    pub(super) state: LicenseState,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) created_at: Timestamp,
    pub(super) buyer: Option<String>,
    pub(super) assigned_at: Option<Timestamp>,
    pub(super) withdrawn_at: Option<Timestamp>,
    pub(super) assigned_by: Option<i64>,
}

impl ShownLicense {
    /// Returns the masked key. A text that is no license key is hidden altogether.
    pub(super) fn masked(&self) -> String {
        self.key.parse::<LicenseKey>().map_or_else(|_| "•••••••".to_owned(), |key| key.to_string())
    }

    /// Returns true if the license is in stock but has expired.
    pub(super) fn is_expired(&self, now: Timestamp) -> bool {
        self.state == LicenseState::InStock && self.expires_at.is_some_and(|end| end <= now)
    }
}

/// The columns by which licenses are searched. An absent one matches every license.
#[derive(Debug, Clone, Default)]
pub(super) struct LicenseFilter {
    pub(super) state: Option<LicenseState>,
    pub(super) product: Option<String>,
    pub(super) buyer: Option<String>,
}

/// A row of `vendor_license`. The queries name its columns alike.
struct Row {
    id: i64,
    license_key: String,
    product: String,
    state: String,
    expiration: Option<i64>,
    created_at: i64,
    assigned_to: Option<String>,
    assigned_at: Option<i64>,
    withdrawn_at: Option<i64>,
    assigned_by: Option<i64>,
}

impl From<Row> for ShownLicense {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            key: row.license_key,
            product: row.product,
            state: row.state.parse().unwrap_or(LicenseState::Withdrawn),
            expires_at: row.expiration.map(Timestamp::from_millis),
            created_at: Timestamp::from_millis(row.created_at),
            buyer: row.assigned_to,
            assigned_at: row.assigned_at.map(Timestamp::from_millis),
            withdrawn_at: row.withdrawn_at.map(Timestamp::from_millis),
            assigned_by: row.assigned_by,
        }
    }
}

impl Store {
    /// Returns a license of an account.
    pub(super) async fn license(&self, account: i64, id: i64) -> Result<Option<ShownLicense>, StoreError> {
        let row = sqlx::query_as!(
            Row,
            r#"select id as "id!", license_key, product, state as "state!", expiration, created_at, assigned_to,
                assigned_at, withdrawn_at, assigned_by
            from vendor_license where id = ? and account_id = ?"#,
            id,
            account
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(ShownLicense::from))
    }

    /// Returns the newest licenses of an account that pass a filter, before the license `before`.
    pub(super) async fn licenses(
        &self,
        account: i64,
        filter: &LicenseFilter,
        before: i64,
        most: i64,
    ) -> Result<Vec<ShownLicense>, StoreError> {
        if let Some(buyer) = &filter.buyer {
            if filter.state.is_some_and(|state| state != LicenseState::Assigned) {
                return Ok(Vec::new());
            }
            return self.licenses_of_buyer(account, buyer, filter.product.as_deref(), before, most).await;
        }
        // Each state has its own range of the index. The newest of all states are among the newest of each.
        let mut found = Vec::new();
        for state in
            LicenseState::ALL.into_iter().filter(|state| filter.state.is_none_or(|only| only == *state))
        {
            found.extend(match &filter.product {
                Some(product) => self.licenses_of_product(account, product, state, before, most).await?,
                None => self.licenses_of_state(account, state, before, most).await?,
            });
        }
        found.sort_unstable_by_key(|license| std::cmp::Reverse(license.id));
        found.truncate(usize::try_from(most).unwrap_or_default());
        Ok(found)
    }

    async fn licenses_of_state(
        &self,
        account: i64,
        state: LicenseState,
        before: i64,
        most: i64,
    ) -> Result<Vec<ShownLicense>, StoreError> {
        let state: &str = state.into();
        let rows = sqlx::query_as!(
            Row,
            r#"select id as "id!", license_key, product, state as "state!", expiration, created_at, assigned_to,
                assigned_at, withdrawn_at, assigned_by
            from vendor_license where account_id = ? and state = ? and id < ? order by id desc limit ?"#,
            account,
            state,
            before,
            most
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(ShownLicense::from).collect())
    }

    async fn licenses_of_product(
        &self,
        account: i64,
        product: &str,
        state: LicenseState,
        before: i64,
        most: i64,
    ) -> Result<Vec<ShownLicense>, StoreError> {
        let state: &str = state.into();
        let rows = sqlx::query_as!(
            Row,
            r#"select id as "id!", license_key, product, state as "state!", expiration, created_at, assigned_to,
                assigned_at, withdrawn_at, assigned_by
            from vendor_license where account_id = ? and product = ? and state = ? and id < ?
            order by id desc limit ?"#,
            account,
            product,
            state,
            before,
            most
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(ShownLicense::from).collect())
    }

    async fn licenses_of_buyer(
        &self,
        account: i64,
        buyer: &str,
        product: Option<&str>,
        before: i64,
        most: i64,
    ) -> Result<Vec<ShownLicense>, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            r#"select id as "id!", license_key, product, state as "state!", expiration, created_at, assigned_to,
                assigned_at, withdrawn_at, assigned_by
            from vendor_license where account_id = ?1 and assigned_to = ?2 and id < ?4
                and (?3 is null or +product = ?3) order by id desc limit ?5"#,
            account,
            buyer,
            product,
            before,
            most
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(ShownLicense::from).collect())
    }

    /// Returns the licenses whose key contains a text and that pass a filter, in the order of their keys,
    /// beginning after the license `after`. Upper and lower case count as the same.
    pub(super) async fn licenses_with_key(
        &self,
        account: i64,
        part: &str,
        filter: &LicenseFilter,
        after: i64,
        most: i64,
    ) -> Result<Vec<ShownLicense>, StoreError> {
        let pattern = format!("%{}%", part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let state: Option<&str> = filter.state.map(Into::into);
        let rows = sqlx::query_as!(
            Row,
            r#"select id as "id!", license_key, product, state as "state!", expiration, created_at, assigned_to,
                assigned_at, withdrawn_at, assigned_by
            from vendor_license
            where license_key > coalesce((select license_key from vendor_license where id = ?3 and account_id = ?1), '')
                and license_key like ?2 escape '\' and +account_id = ?1
                and (?4 is null or +state = ?4) and (?5 is null or +product = ?5) and (?6 is null or +assigned_to = ?6)
            order by license_key limit ?7"#,
            account,
            pattern,
            after,
            state,
            filter.product,
            filter.buyer,
            most
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(ShownLicense::from).collect())
    }
}
