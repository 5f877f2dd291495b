FROM node:24.21.0-bookworm-slim AS node
# Package managers are never run here, and most findings of scanners are in them.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx \
    /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
    /usr/local/include /usr/local/share/doc /usr/local/share/man

# A single layer, so that the image does not contain the removed files.
FROM scratch
# hadolint ignore=DL3067
COPY --from=node / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_ENV=production

# The bundle needs no packages: nothing is installed.
WORKDIR /app
COPY package.json LICENSE ./
COPY bin ./bin
COPY dist ./dist
# Manifests may give the command's name, or its path in the image of the Go tool.
RUN ["/bin/ln", "-s", "/app/bin/hasura-metadata-reloader.js", "/usr/bin/hasura-metadata-reloader"]

# The image's user "node", as a number, so that Kubernetes can check runAsNonRoot.
USER 1000:1000
EXPOSE 8080
# Node is process 1, so that it receives SIGTERM.
ENTRYPOINT ["node", "/app/bin/hasura-metadata-reloader.js"]
