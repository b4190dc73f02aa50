# Builds keyclerk without the sandbox and the vendor's server. The image contains only the binary:
# no shell, no package manager, and no root user.
FROM rust:1.95-bookworm AS build
WORKDIR /keyclerk
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY .sqlx .sqlx
COPY migrations migrations
COPY assets assets
COPY locales locales
COPY src src
COPY benches benches
COPY crates crates
# Packed relocations save half a megabyte of the file and of memory. They need glibc 2.36, which the image has.
RUN cargo rustc --locked --package keyclerk --profile dist --no-default-features --bin keyclerk \
      -- -C link-arg=-Wl,-z,pack-relative-relocs \
 && install -d -o 65532 -g 65532 -m 0700 /data

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /keyclerk/target/dist/keyclerk /usr/local/bin/keyclerk
COPY --from=build --chown=65532:65532 /data /data
WORKDIR /data
VOLUME /data
ENV DATABASE_URL=sqlite:/data/keyclerk.db
ENTRYPOINT ["keyclerk"]
CMD ["run"]
