# Builds keyclerk without the sandbox and the vendor's server. The image contains only the static binary
# and an empty folder: no shell, no libraries, and no root user.
FROM rust:1.95-bookworm AS build
WORKDIR /keyclerk
# `--build-arg PROFILE=release` builds faster and makes a larger file.
ARG PROFILE=dist

# The dependencies are a layer of their own. Only a change of these files builds them again.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY crates/discord-sandbox/Cargo.toml crates/discord-sandbox/
COPY deploy/static deploy/static
RUN mkdir -p src benches/sale crates/discord-sandbox/src \
 && echo 'fn main() {}' | tee src/main.rs benches/sale/main.rs benches/backup.rs benches/ledger.rs \
      benches/writer.rs benches/dashboard.rs \
 && touch src/lib.rs crates/discord-sandbox/src/lib.rs \
 && deploy/static/build "$PROFILE"

COPY .sqlx .sqlx
COPY migrations migrations
COPY assets assets
COPY locales locales
COPY crates crates
COPY benches benches
COPY src src
# Copied files keep their times, and cargo takes sources that are older than its last build for built.
# Only the real program prints its version.
RUN touch src/main.rs src/lib.rs \
 && install -D "$(deploy/static/build "$PROFILE")" /image/usr/local/bin/keyclerk \
 && /image/usr/local/bin/keyclerk --version | grep '^keyclerk [0-9]' \
 && install -d -o 65532 -g 65532 -m 0700 /image/data

FROM scratch
LABEL org.opencontainers.image.title="keyclerk" \
      org.opencontainers.image.description="A Discord bot that fulfils licenses: never a key twice, never a key lost." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
# Copying the root keeps the owner and mode of /data. Copying /data alone would keep only its contents.
COPY --from=build /image/ /
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV DATABASE_URL=sqlite:/data/keyclerk.db
# `keyclerk setup` names the commands of compose.
ENV KEYCLERK_IN_IMAGE=1
ENTRYPOINT ["keyclerk"]
CMD ["run"]
# It reads a file that the bot keeps, and calls neither Discord nor the vendor.
HEALTHCHECK --interval=30s --timeout=5s --start-period=1m --retries=3 CMD ["keyclerk", "health"]
