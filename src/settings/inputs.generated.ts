// Generated from action.yml by "npm run generate". Do not edit.

/** Default (empty if there is none) and description of every input. */
export const INPUT_DEFINITIONS = {
  "command": {"default":"reload","description":"`reload`; `apply` the metadata of `project` and reload; `plan`, which shows what an apply would change; or `check`. `plan` and `check` change nothing."},
  "endpoint": {"default":"","description":"URL of GraphQL Engine, with or without `/v1/graphql`. Defaults to the environment variable `HASURA_GRAPHQL_ENDPOINT`."},
  "admin-secret": {"default":"","description":"Admin secret of the server. Defaults to the environment variable `HASURA_GRAPHQL_ADMIN_SECRET`."},
  "headers": {"default":"","description":"Additional request headers, one `Name: value` per line. Their values are masked."},
  "project": {"default":"","description":"Path of a Hasura project, a metadata directory or a metadata file. Required by `apply` and `plan`; otherwise it is only used to find the lines for annotations."},
  "compare-with": {"default":"","description":"With `plan`: path of another project to compare with instead of the server. No endpoint is needed, and no server is contacted."},
  "validate": {"default":"true","description":"With `plan`: whether to ask the server, with a dry run, what would be inconsistent."},
  "allow-inconsistent-metadata": {"default":"false","description":"With `apply`: whether the server stores inconsistent metadata instead of refusing it. `fail-on-inconsistency` then decides whether the step fails."},
  "fail-on-warning": {"default":"false","description":"With `apply`: whether warnings fail the step. Warnings that can be predicted fail it before anything is sent."},
  "reload-sources": {"default":"true","description":"Which sources to reload: `true` (all), `false` (none), or names separated by commas or lines."},
  "reload-remote-schemas": {"default":"true","description":"Which remote schemas to reload: `true` (all), `false` (none), or names separated by commas or lines."},
  "reload-data-connectors": {"default":"true","description":"Which data connectors to reload: `true` (all), `false` (none), or names separated by commas or lines."},
  "recreate-event-triggers": {"default":"false","description":"Sources whose event triggers are recreated: `true` (all), `false` (none), or names separated by commas or lines."},
  "timeout": {"default":"120","description":"Seconds that one request may take, including its answer."},
  "wait-timeout": {"default":"60","description":"Seconds to wait for a server that is still starting; `0` does not wait."},
  "retry-timeout": {"default":"60","description":"Seconds to retry while an inconsistent object may recover on its own; `0` tries once."},
  "ignore": {"default":"","description":"Known inconsistencies that do not fail the step, one pattern per line, such as `remote_schema legacy-*`. Objects that are inconsistent only because of them are ignored too."},
  "fail-on-inconsistency": {"default":"true","description":"Whether inconsistent metadata fails the step: `true`, `false`, or `new` for what was not inconsistent before. Before means before this run or, with `plan`, before this change."},
  "fail-on-wider-access": {"default":"false","description":"With `plan` and `apply`: whether access that becomes wider, or may become wider, fails the step. `apply` then sends nothing."},
  "fail-on-changes": {"default":"false","description":"With `plan`: whether any change fails the step, for example to detect drift."},
  "annotations": {"default":"true","description":"Whether to write annotations."},
  "job-summary": {"default":"true","description":"Whether to write a job summary."},
  "sentry-dsn": {"default":"","description":"DSN of the Sentry project that receives inconsistencies and failures. Defaults to the environment variable `SENTRY_DSN`."},
  "sentry-environment": {"default":"","description":"Environment of the Sentry events, such as `staging`. Defaults to the environment variable `SENTRY_ENVIRONMENT`."},
  "sentry-monitor": {"default":"","description":"Slug of a Sentry cron monitor to check in with. Requires `sentry-dsn`."},
} as const;

/** The names of all outputs. */
export const OUTPUTS = [
  "consistent",
  "inconsistency-count",
  "inconsistencies",
  "recovered-count",
  "applied",
  "warning-count",
  "warnings",
  "new-inconsistency-count",
  "change-count",
  "changes",
  "wider-access-count",
  "server-version",
  "resource-version",
  "report-file",
] as const;
