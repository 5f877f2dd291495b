import { request } from 'node:http';

// The least that a program can do: the same POST, and the answer printed.
const [endpoint] = process.argv.slice(2);
const call = request(
  `${endpoint}/v1/metadata`,
  { method: 'POST', headers: { 'content-type': 'application/json' } },
  (answer) => {
    let body = '';
    answer.setEncoding('utf8');
    answer.on('data', (text) => {
      body += text;
    });
    answer.on('end', () => console.log(body));
  },
);
call.end('{"type":"reload_metadata","args":{"reload_sources":true,"reload_remote_schemas":true}}');
