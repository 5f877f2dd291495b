// Receives the answer to a reload, parses it and does nothing with it.
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
    answer.on('end', () => console.log(JSON.parse(body).inconsistent_objects.length));
  },
);
call.end('{"type":"reload_metadata","args":{"reload_sources":true,"reload_remote_schemas":true}}');
