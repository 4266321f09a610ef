# syntax=docker/dockerfile:1

# Builds: docker build -t sufler .
# Runs:   docker run -d --name sufler --restart unless-stopped \
#           -e TELOXIDE_TOKEN -e SUFLER_OWNERS -v sufler-data:/data sufler

FROM rust:1-slim-bookworm AS build
# The allocator is C, built by make.
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# Both caches outlive the layer: after a change of the source only Sufler itself is compiled again,
# not its dependencies. The program is copied out because a cache is no part of the image.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --release --locked --bin sufler \
    && cp target/release/sufler /usr/local/bin/sufler

FROM debian:bookworm-slim
# The root certificates, the time zones, the scripts and the texts are inside the program:
# nothing is installed here.
RUN groupadd --gid 10001 sufler \
    && useradd --uid 10001 --gid sufler --no-create-home --home-dir /data --shell /usr/sbin/nologin sufler \
    && install -d -o sufler -g sufler -m 0750 /data
COPY --from=build /usr/local/bin/sufler /usr/local/bin/sufler
USER sufler
# A sufler.toml that lies in the volume is found, because it is looked for in the working directory.
WORKDIR /data
ENV SUFLER_DATA=/data
VOLUME /data
# With SUFLER_LISTEN set, `sufler health` asks the bot itself; without, it looks how old the heartbeat
# is that the bot leaves in its data folder whenever Telegram has answered.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["sufler", "health"]
# On SIGTERM the bot finishes the turns in progress and makes them durable.
STOPSIGNAL SIGTERM
ENTRYPOINT ["sufler"]
CMD ["run"]
