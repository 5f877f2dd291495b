# The release workflow may add a digest: the version alone is what is known here.
FROM node:24.21.0-bookworm-slim AS node
# What only installs packages is never run here, and most of what scanners find is in it.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx \
    /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
    /usr/local/include /usr/local/share/doc /usr/local/share/man

# One layer without what was removed.
FROM scratch
COPY --from=node / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_ENV=production

# The bundle has all that it needs: nothing is installed.
WORKDIR /app
COPY package.json LICENSE ./
COPY bin ./bin
COPY dist ./dist
# By its name and by the path that it has in the Go tool's image, for manifests that give either.
RUN ["/bin/ln", "-s", "/app/bin/hasura-metadata-reloader.js", "/usr/bin/hasura-metadata-reloader"]

# By number, so that runAsNonRoot can be checked: the image's user "node".
USER 1000:1000
EXPOSE 8080
# Node is process 1, so that SIGTERM reaches it.
ENTRYPOINT ["node", "/app/bin/hasura-metadata-reloader.js"]
