// The least that a program can do: it sends the same POST and prints the answer. It is not an ES module,
// because importing node:http from one makes Node load undici.
const { request } = require('node:http');

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
