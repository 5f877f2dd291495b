import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 3685:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./stubs/undici/index.js
/**
 * What `@actions/http-client` imports from undici. It makes one only in `getAgentDispatcher`, for
 * clients built on `fetch`; this project sends through `request`, which uses `node:http`. The real
 * undici is half a megabyte that every start would have to load: see docs/performance.md.
 */
class ProxyAgent {
  constructor() {
    throw new Error('undici is left out of this bundle: see stubs/undici/index.js');
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary_summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./src/input-definitions.ts
/**
 * All inputs. Their names and defaults are tied to action.yml and to the README's table by
 * `__tests__/contract.test.ts`.
 */
const INPUTS = {
    endpoint: { default: '', env: ['HASURA_GRAPHQL_ENDPOINT'] },
    'admin-secret': { default: '', env: ['HASURA_GRAPHQL_ADMIN_SECRET'] },
    headers: { default: '' },
    project: { default: '' },
    apply: { default: 'false' },
    'allow-inconsistent-metadata': { default: 'false' },
    'fail-on-warning': { default: 'false' },
    reload: { default: 'true' },
    'reload-sources': { default: 'true' },
    'reload-remote-schemas': { default: 'true' },
    'reload-data-connectors': { default: 'true' },
    'recreate-event-triggers': { default: 'false' },
    timeout: { default: '120' },
    'wait-timeout': { default: '60' },
    'retry-timeout': { default: '60' },
    ignore: { default: '' },
    'fail-on-inconsistency': { default: 'true' },
    annotations: { default: 'true' },
    'job-summary': { default: 'true' },
    'sentry-dsn': { default: '', env: ['SENTRY_DSN'] },
    'sentry-environment': { default: '', env: ['SENTRY_ENVIRONMENT'] },
    'sentry-monitor': { default: '' },
};
/** All outputs, in the order of action.yml. */
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'consistent',
    'inconsistency-count',
    'inconsistencies',
    'recovered-count',
    'applied',
    'warning-count',
    'warnings',
    'server-version',
    'resource-version',
    'report-file',
]));

;// CONCATENATED MODULE: ./src/redact.ts
/**
 * The one place that removes secrets. Answers pass through it where they become the report model,
 * error texts where they become errors; no reporter has to remember it. Names of environment
 * variables, hosts and paths stay, since people need them to find what is wrong.
 */
/** What stands in for whatever was removed. */
const REMOVED = '***';
/** Shorter than this, a value is no secret: masking it would blacken half the log. */
const SHORTEST_SECRET = 4;
/**
 * Makes a redactor that knows `secrets`, in every form in which they could show.
 */
function createRedactor(secrets) {
    const known = secrets.flatMap(formsOfSecret).sort((a, b) => b.length - a.length);
    const text = (from) => {
        let to = SUSPICIOUS.test(from) ? redactPatterns(from) : from;
        for (const secret of known)
            if (to.includes(secret))
                to = to.replaceAll(secret, REMOVED);
        return to;
    };
    return { text, json: (value) => redactJson(value, text) };
}
/**
 * Every form in which a secret could show: as it is, trimmed, each line of several, URL-encoded,
 * as base64 and as it stands in JSON. What is too short or too common to be a secret is left out.
 */
function formsOfSecret(secret) {
    const forms = new Set();
    for (const raw of [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim())]) {
        forms.add(raw);
        forms.add(encodeURIComponent(raw.toWellFormed()));
        forms.add(encodeURI(raw.toWellFormed()));
        forms.add(Buffer.from(raw).toString('base64'));
        forms.add(Buffer.from(raw).toString('base64url'));
        forms.add(JSON.stringify(raw).slice(1, -1));
    }
    return [...forms].filter((form) => form.length >= SHORTEST_SECRET && !COMMON_WORDS.has(form));
}
/** Header values that are no secrets, and whose masking would break outputs: `consistent=true`. */
const COMMON_WORDS = new Set(['true', 'false', 'null', 'none', 'admin', 'user']);
/** Texts without any of these need no further look: most of a big answer. */
const SUSPICIOUS = /[:=]|bearer|basic|eyJ|-----BEGIN/i;
const SECRET_WORDS = 'pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?(?:key|access[_-]?key))?|client[_-]?secret|admin[_-]?secret|' +
    '(?:access|auth|api|refresh|id|bearer|session|security)?[_-]?token|api[_-]?key|access[_-]?key(?:[_-]?id)?|' +
    'account[_-]?key|shared[_-]?access[_-]?key|private[_-]?key(?:[_-]?id)?|credentials?|authorization|' +
    'sig|signature|cookie|sslpassword';
/** Keys of a JSON object whose text is a secret, whatever it looks like. */
const SECRET_KEY = new RegExp(`^(?:${SECRET_WORDS}|service[_-]?account|x-hasura-admin-secret|[a-z0-9_-]*[_-](?:password|secret|token|api[_-]?key))$`, 'i');
const URL_IN_TEXT = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s"'`<>\\]+)/gi;
/** `password=…`, `Pwd={…};`, `"private_key":"…"`, also inside JSON that was put into a string. */
const ASSIGNED_SECRET = new RegExp(`(\\\\*["']?\\b(?:[a-z0-9]+[_-])*(?:${SECRET_WORDS})\\\\*["']?\\s*(?:=|:(?=\\s*\\\\*["'])))\\s*` +
    `(?:\\\\*"(?:[^"\\\\]|\\\\+[^"\\\\])*\\\\*"|'(?:[^'\\\\]|\\\\.)*'|\\{[^}]*\\}|[^\\s;,&"'}{)]+)`, 'gi');
const SPOKEN_PASSWORD = /\b((?:password|passwd|pwd|admin[_-]?secret)\s*:\s*)[^\s"',;]+/gi;
const AUTHORIZATION = /\b(bearer|basic|token)(\s+)(?=[a-z0-9._~+/=-]*[0-9=._])[a-z0-9._~+/=-]{8,}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
function redactPatterns(from) {
    return from
        .replace(PRIVATE_KEY, REMOVED)
        .replace(URL_IN_TEXT, (_all, scheme, rest) => scheme + redactUrl(rest))
        .replace(ASSIGNED_SECRET, `$1${REMOVED}`)
        .replace(SPOKEN_PASSWORD, `$1${REMOVED}`)
        .replace(AUTHORIZATION, `$1$2${REMOVED}`)
        .replace(JSON_WEB_TOKEN, REMOVED);
}
/**
 * The part of a URL behind `://`, without credentials. A password may hold any character, written
 * by hand and not encoded: so everything up to the last `@` goes where there are credentials.
 */
function redactUrl(rest) {
    const end = rest.search(/[/?#]/);
    const authority = end < 0 ? rest : rest.slice(0, end);
    const credentials = authority.includes('@') || /^[^[\]:]*:(?!\d*$)/.test(authority);
    const at = credentials ? rest.lastIndexOf('@') : -1;
    const shown = at < 0 ? rest : `${REMOVED}@${rest.slice(at + 1)}`;
    return shown
        .replace(/([?&;][^=&?#\s]*=)[^&#\s;]+/g, `$1${REMOVED}`)
        .replace(/\/[\w.~%-]+/g, (segment) => (isToken(segment.slice(1)) ? `/${REMOVED}` : segment));
}
/** A path segment that nobody would choose as a name: webhooks carry their token there. */
function isToken(segment) {
    return (segment
        .split(/[-_.~]/)
        .some((run) => run.length >= 16 && /\d/.test(run) && /[a-z]/i.test(run)) || UUID.test(segment));
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function redactJson(value, text) {
    if (typeof value === 'string')
        return text(value);
    if (typeof value === 'object' && value !== null)
        redactChildren(value, text, 0);
    return value;
}
/** No metadata nests as deep; what does is an attack on whoever walks through it. */
const DEEPEST = 100;
/** `headers` of definitions, `requestHeaders` of failed requests, `add_headers` of transforms. */
const HEADERS_KEY = /^(?:[a-z]+_?)?headers$/i;
function redactChildren(parent, text, depth) {
    const children = parent;
    for (const key of Object.keys(children)) {
        const child = children[key];
        if (typeof child === 'string') {
            children[key] = SECRET_KEY.test(key) ? REMOVED : text(child);
        }
        else if (typeof child === 'object' && child !== null) {
            if (depth >= DEEPEST)
                children[key] = REMOVED;
            else if (HEADERS_KEY.test(key))
                removeHeaderValues(child, text, depth + 1);
            else if (SECRET_KEY.test(key) && !isReference(child))
                children[key] = REMOVED;
            else
                redactChildren(child, text, depth + 1);
        }
    }
}
/** `[{name, value}]`, `[[name, value]]` and `{name: value}`: the names stay. */
function removeHeaderValues(headers, text, depth) {
    const entries = headers;
    for (const key of Object.keys(entries)) {
        const entry = entries[key];
        if (Array.isArray(entry)) {
            if (Array.isArray(headers))
                for (let at = 1; at < entry.length; at++)
                    entry[at] = REMOVED;
            else
                redactChildren(entry, text, depth);
        }
        else if (typeof entry === 'object' && entry !== null) {
            const header = entry;
            if ('value' in header)
                header['value'] = REMOVED;
            redactChildren(header, text, depth);
        }
        else if (!Array.isArray(headers) && entry !== null && typeof entry !== 'boolean') {
            entries[key] = REMOVED;
        }
    }
}
/** `{from_env: "NAME"}` names a secret's place and is none. */
function isReference(value) {
    const keys = Object.keys(value);
    return keys.length > 0 && keys.every((key) => key.endsWith('from_env'));
}

;// CONCATENATED MODULE: ./src/endpoint.ts

/** What people copy out of the console or out of their client, and what is no part of the base URL. */
const SUFFIXES = /(?:\/+(?:v1\/graphql|v1alpha1\/graphql|v1beta1\/relay|v1\/metadata|v1\/query|v2\/query|console(?:\/.*)?))?\/*$/;
/**
 * Reads the input `endpoint`: a base URL without a slash at its end and without credentials, which
 * become an `Authorization` header. Adds to `problems` what is wrong, to `notes` what was cut off.
 */
function parseEndpoint(text, problems, notes) {
    const nothing = { url: '', headers: {} };
    const wrong = (expected) => {
        const shown = createRedactor([]).text(text);
        problems.push(`Input "endpoint" is "${shown}": expected ${expected}.`);
        return nothing;
    };
    if (text === '') {
        problems.push('Input "endpoint" is empty, and so is HASURA_GRAPHQL_ENDPOINT: expected the URL of GraphQL Engine, such as https://my-app.hasura.app.');
        return nothing;
    }
    if (!URL.canParse(text))
        return wrong('a URL such as https://my-app.hasura.app');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        return wrong('a URL that begins with http:// or https://');
    }
    if (url.search !== '' || url.hash !== '')
        return wrong('a URL without "?" and "#"');
    const cut = SUFFIXES.exec(url.pathname)?.[0] ?? '';
    const path = url.pathname.slice(0, url.pathname.length - cut.length);
    const base = `${url.protocol}//${url.host}${path}`;
    if (cut !== '' && cut !== '/')
        notes.push(`Cut "${cut}" off the endpoint: using ${createRedactor([]).text(base)}.`);
    else if (cut === '/' && text.endsWith('/'))
        notes.push(`Cut the "/" off the end of the endpoint.`);
    return { url: base, headers: basicAuthorization(url) };
}
function basicAuthorization(url) {
    if (url.username === '' && url.password === '')
        return {};
    const pair = `${decoded(url.username)}:${decoded(url.password)}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
/** URL-encoded text decoded; text that only looks encoded stays as it is. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** Reads the input `headers`: `Name: value` a line. Names come out in lower case. */
function parseHeaders(text, problems) {
    const headers = {};
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '')
            continue;
        const place = `Input "headers", line ${index + 1}, is not shown`;
        const colon = line.indexOf(':');
        const name = line.slice(0, colon).trim();
        const value = line.slice(colon + 1).trim();
        if (colon < 0)
            problems.push(`${place}: it has no colon; expected "Name: value".`);
        else if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
            problems.push(`${place}: what stands before the colon is no header name; expected "Name: value".`);
        }
        else if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) {
            problems.push(`${place}: the value of ${name} holds a character that no HTTP header can carry.`);
        }
        else
            headers[name.toLowerCase()] = value;
    }
    return headers;
}

;// CONCATENATED MODULE: ./src/report/ignore.ts
/** Compiles patterns; they match a whole name, upper and lower case told apart as Hasura does. */
function compileIgnorePatterns(lines) {
    return lines.map((text) => {
        const pieces = text.split('*');
        return { text, matches: (name) => matchesPieces(pieces, name) };
    });
}
/**
 * Takes ignored objects out of the causes. What an ignored cause drags along is ignored with it,
 * since it is broken by nothing else; a dependent that is ignored leaves its cause standing.
 */
function separateIgnored(causes, patterns) {
    if (patterns.length === 0)
        return { causes: [...causes], ignored: [] };
    const ignored = [];
    const counting = [];
    for (const cause of causes) {
        const pattern = patternFor(cause.object, patterns);
        if (pattern !== undefined) {
            ignored.push({ object: cause.object, pattern });
            for (const object of cause.dependents) {
                ignored.push({ object, pattern: patternFor(object, patterns) ?? pattern });
            }
            continue;
        }
        const dependents = cause.dependents.filter((object) => {
            const own = patternFor(object, patterns);
            if (own !== undefined)
                ignored.push({ object, pattern: own });
            return own === undefined;
        });
        counting.push({ object: cause.object, dependents });
    }
    return { causes: counting, ignored };
}
function patternFor(object, patterns) {
    return patterns.find((pattern) => pattern.matches(object.name))?.text;
}
/** Without regular expressions: `*a*a*a*b` over a long name must not take forever. */
function matchesPieces(pieces, name) {
    const first = pieces[0] ?? '';
    const last = pieces[pieces.length - 1] ?? '';
    if (pieces.length === 1)
        return name === first;
    if (name.length < first.length + last.length)
        return false;
    if (!name.startsWith(first) || !name.endsWith(last))
        return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const piece of pieces.slice(1, -1)) {
        const found = name.indexOf(piece, at);
        if (found < 0 || found + piece.length > end)
            return false;
        at = found + piece.length;
    }
    return true;
}

;// CONCATENATED MODULE: ./src/inputs.ts




/** Inputs that are no good: one line each, naming the input, what was given and what is expected. */
class InputError extends Error {
    name = 'InputError';
    problems;
    constructor(problems) {
        super(problems.join('\n'));
        this.problems = problems;
    }
}
/**
 * Finds what must be masked before anything else happens, whether the inputs are good or not: the
 * admin secret, the values of headers, credentials in the endpoint, the DSN's key.
 */
function findSecrets(read) {
    const value = (name) => read(name) ?? '';
    const secrets = [value('admin-secret')];
    for (const line of value('headers').split(/\r?\n/)) {
        const colon = line.indexOf(':');
        // A line without a colon is an error; what it holds may be a secret all the same.
        const secret = colon < 0 ? line.trim() : line.slice(colon + 1).trim();
        secrets.push(secret, secret.replace(/^(?:bearer|basic|token)\s+/i, ''));
    }
    for (const url of [
        value('endpoint'),
        value('sentry-dsn'),
        ...PROXIES.map((name) => process.env[name] ?? ''),
    ]) {
        secrets.push(...credentialsOf(url));
    }
    return [...new Set(secrets.filter((secret) => secret.trim() !== ''))];
}
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
function credentialsOf(url) {
    const raw = /^[a-z][a-z0-9+.-]*:\/\/(.*)@/i.exec(url)?.[1];
    if (raw === undefined)
        return [];
    const colon = raw.indexOf(':');
    const password = colon < 0 ? raw : raw.slice(colon + 1);
    return [raw, password, decoded(password), decoded(raw)].filter((part) => part !== '');
}
/**
 * Reads and checks all inputs. Fails with an `InputError` that names every bad one, what was given
 * (never a secret) and what is expected.
 */
function readSettings(read) {
    const problems = [];
    const notes = [];
    const value = (name) => read(name)?.trim() || INPUTS[name].default || '';
    const check = (name, parse, expected, otherwise) => {
        const text = value(name);
        const parsed = parse(text);
        if (parsed !== undefined)
            return parsed;
        problems.push(`Input "${name}" is "${shorten(text)}": expected ${expected}.`);
        return otherwise;
    };
    const flag = (name) => check(name, parseBoolean, '"true" or "false"', false);
    const seconds = (name, least) => check(name, (text) => parseSeconds(text, least), `a ${least > 0 ? 'positive ' : ''}number of seconds, ${least > 0 ? '' : '0 or more, '}at most ${MOST_SECONDS}`, 0);
    const selection = (name) => check(name, parseSelection, '"true", "false", or names, separated by commas or lines', false);
    const endpoint = parseEndpoint(value('endpoint'), problems, notes);
    const headers = parseHeaders(value('headers'), problems);
    const adminSecret = value('admin-secret');
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(adminSecret)) {
        problems.push(`Input "admin-secret" is "${REMOVED}": it holds a line break or a character that no HTTP header can carry.`);
    }
    const settings = {
        server: {
            endpoint: endpoint.url,
            adminSecret,
            headers: { ...endpoint.headers, ...headers },
            timeoutSeconds: seconds('timeout', Number.MIN_VALUE),
        },
        reload: flag('reload'),
        scope: {
            sources: selection('reload-sources'),
            remoteSchemas: selection('reload-remote-schemas'),
            dataConnectors: selection('reload-data-connectors'),
            recreateEventTriggers: selection('recreate-event-triggers'),
        },
        ignore: compileIgnorePatterns(lines(value('ignore'))),
        failOnInconsistency: flag('fail-on-inconsistency'),
        annotations: flag('annotations'),
        jobSummary: flag('job-summary'),
        ...sentrySettings(value, problems),
        ...(value('project') !== '' && { project: value('project') }),
        apply: flag('apply'),
        allowInconsistentMetadata: flag('allow-inconsistent-metadata'),
        failOnWarning: flag('fail-on-warning'),
        waitTimeoutSeconds: seconds('wait-timeout', 0),
        retryTimeoutSeconds: seconds('retry-timeout', 0),
        secrets: findSecrets(read),
        notes,
    };
    checkTogether(settings, problems);
    if (problems.length > 0)
        throw new InputError(problems);
    return settings;
}
function checkTogether(settings, problems) {
    if (settings.apply && settings.project === undefined) {
        problems.push('Input "apply" is "true", but "project" is empty: expected the path of a Hasura project, a metadata directory or a metadata file.');
    }
    if (settings.apply && !settings.reload) {
        problems.push('Input "apply" is "true" and "reload" is "false", which means to change nothing: expected one of them otherwise.');
    }
}
function sentrySettings(value, problems) {
    const dsn = value('sentry-dsn');
    const environment = value('sentry-environment');
    const monitor = value('sentry-monitor');
    if (dsn === '') {
        if (monitor !== '')
            problems.push(`Input "sentry-monitor" is "${shorten(monitor)}", but "sentry-dsn" is empty: expected the DSN of the project that has the monitor.`);
        return {};
    }
    if (!/^https?:\/\/[^/@\s]+@[^/@\s]+\/(?:\S+\/)?\d+$/.test(dsn)) {
        problems.push('Input "sentry-dsn" is not shown: expected a DSN such as https://key@host/project-number.');
    }
    return {
        sentry: { dsn, ...(environment !== '' && { environment }), ...(monitor !== '' && { monitor }) },
    };
}
/** YAML's core booleans, as `core.getBooleanInput` takes them. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    return undefined;
}
/** A day: no step runs longer than a job may, and timers have an end. */
const MOST_SECONDS = 86_400;
function parseSeconds(text, least) {
    if (!/^\d+(?:\.\d+)?$/.test(text))
        return undefined;
    const seconds = Number(text);
    return seconds >= least && seconds <= MOST_SECONDS ? seconds : undefined;
}
/** A single `true` or `false` means all or none; anything else is a list of names. */
function parseSelection(text) {
    const single = parseBoolean(text);
    if (single !== undefined)
        return single;
    const names = text
        .split(/[,\r\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
    const mixed = names.some((name) => parseBoolean(name) !== undefined);
    return names.length === 0 || mixed ? undefined : names;
}
function lines(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function shorten(text) {
    return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

;// CONCATENATED MODULE: ./src/hasura/errors.ts
/**
 * A call that has no usable answer. Its message says what was tried, what came back and what to
 * do, and holds no secret.
 */
class HasuraError extends Error {
    name = 'HasuraError';
    tried;
    cameBack;
    kind;
    status;
    code;
    path;
    internal;
    retryAfterSeconds;
    mayHaveHappened;
    constructor(tried, cameBack, remedy, facts) {
        super(`${tried}: ${cameBack}. ${remedy}`, { cause: facts.cause });
        this.tried = tried;
        this.cameBack = cameBack;
        this.kind = facts.kind;
        this.status = facts.status;
        this.code = facts.code;
        this.path = facts.path;
        this.internal = facts.internal;
        this.retryAfterSeconds = facts.retryAfterSeconds;
        this.mayHaveHappened = facts.mayHaveHappened ?? false;
    }
}

// EXTERNAL MODULE: ./src/report/visible.ts
var visible = __nccwpck_require__(776);
;// CONCATENATED MODULE: ./src/failure.ts



/** Turns whatever was thrown into a failure: a message without secrets, and never a stack. */
function failureOf(error, redactor, cancelled) {
    if (cancelled.aborted) {
        return {
            kind: 'cancelled',
            message: 'The run was cancelled before the server gave a verdict.',
        };
    }
    const message = (0,visible/* visible */.R)(redactor.text(error instanceof Error ? error.message : String(error)));
    if (error instanceof HasuraError)
        return { kind: error.kind, message };
    if (error instanceof InputError)
        return { kind: 'invalid-input', message };
    const location = locationOf(error);
    if (error instanceof Error && error.name === 'ProjectError') {
        return { kind: 'invalid-project', message, ...(location && { location }) };
    }
    return {
        kind: 'internal',
        message: `Something went wrong that should not have: ${message}. Please report it, with a log taken with debug logging on.`,
    };
}
/** A `ProjectError` is told by its name: its class is loaded only with a project. */
function locationOf(error) {
    return error instanceof Error && 'location' in error
        ? error.location
        : undefined;
}

;// CONCATENATED MODULE: ./src/report/narrow.ts
/** The value as a JSON object; `undefined` when it is none. */
function asRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
/** The value as text; `undefined` when it is none. */
function asText(value) {
    return typeof value === 'string' ? value : undefined;
}
/** The value as a list; empty when it is none. */
function asList(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./src/report/names.ts

/**
 * Reads a table's or function's name in any backend's form, and prints it as the server does: the
 * parts joined by dots, Postgres' schema `public` left out. `undefined` when it is none.
 */
function qualifiedName(raw) {
    if (typeof raw === 'string')
        return { text: raw, raw };
    if (Array.isArray(raw)) {
        return raw.length > 0 && raw.every((part) => typeof part === 'string')
            ? { text: raw.join('.'), raw }
            : undefined;
    }
    const fields = asRecord(raw);
    const name = asText(fields?.['name']);
    const space = asText(fields?.['schema']) ?? asText(fields?.['dataset']);
    if (name === undefined)
        return undefined;
    const bare = space === undefined || (space === 'public' && fields?.['schema'] !== undefined);
    return { text: bare ? name : `${space}.${name}`, raw };
}
/** `X in table T in source S`, with what the definition already told taken as given. */
function splitTableObject(rest, own, table, source) {
    if (rest === undefined)
        return {};
    const place = own === undefined
        ? splitFirst(rest, ' in table ')
        : withHead(own, withoutPrefix(rest, `${own} in table `));
    if (!place)
        return {};
    const known = source === undefined ? undefined : withoutSuffix(place[1], ` in source ${source}`);
    if (known !== undefined)
        return { name: place[0], table: table ?? { text: known } };
    const spoken = splitQualified(place[1], table);
    return {
        name: place[0],
        ...(spoken.name && { table: spoken.name }),
        ...(spoken.source !== undefined && { source: spoken.source }),
    };
}
/** `T in source S`: after T where it is known, else at the last ` in source `. */
function splitQualified(rest, known) {
    const source = known && withoutPrefix(rest, `${known.text} in source `);
    if (source !== undefined)
        return { source };
    const parts = splitLast(rest, ' in source ');
    if (parts)
        return { name: { text: parts[0] }, source: parts[1] };
    return rest === undefined ? {} : { name: { text: rest } };
}
function withHead(head, tail) {
    return tail === undefined ? undefined : [head, tail];
}
function withoutPrefix(from, prefix) {
    return from?.startsWith(prefix) ? from.slice(prefix.length) : undefined;
}
function withoutSuffix(from, suffix) {
    return from.endsWith(suffix) ? from.slice(0, -suffix.length) : undefined;
}
function splitFirst(from, by) {
    const at = from?.indexOf(by) ?? -1;
    return from !== undefined && at >= 0
        ? [from.slice(0, at), from.slice(at + by.length)]
        : undefined;
}
function splitLast(from, by) {
    const at = from?.lastIndexOf(by) ?? -1;
    return from !== undefined && at >= 0
        ? [from.slice(0, at), from.slice(at + by.length)]
        : undefined;
}

;// CONCATENATED MODULE: ./src/hasura/compare.ts


/**
 * Whether two metadata hold the same objects. Servers print metadata anew, with defaults filled in
 * and empty parts left out, so that only names are compared: those of sources, their tables and
 * what hangs on them, remote schemas, actions, triggers and the like.
 */
function sameObjects(a, b) {
    const left = objectNames(a);
    const right = objectNames(b);
    return left.size === right.size && [...left].every((name) => right.has(name));
}
function objectNames(metadata) {
    const names = new Set();
    collect(metadata, '', names);
    return names;
}
function collect(parent, path, names) {
    for (const [key, value] of Object.entries(parent)) {
        for (const item of asList(value)) {
            const fields = asRecord(item);
            const name = fields && nameOf(fields);
            if (fields === undefined || name === undefined)
                continue;
            const own = `${path}/${key}:${name}`;
            names.add(own);
            collect(fields, own, names);
        }
    }
}
function nameOf(fields) {
    return (asText(fields['name']) ??
        asText(fields['role']) ??
        asText(fields['role_name']) ??
        (qualifiedName(fields['table']) ?? qualifiedName(fields['function']))?.text);
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./src/hasura/retry.ts


const SHORTEST_DELAY_SECONDS = 1;
const LONGEST_DELAY_SECONDS = 15;
/**
 * How long to wait before the next try, in seconds: from 1 to 15, twice as long each time, and
 * spread at random, so that the jobs of a matrix do not come back all at once.
 */
function backoffSeconds(tries, random = Math.random) {
    const full = Math.min(SHORTEST_DELAY_SECONDS * 2 ** tries, LONGEST_DELAY_SECONDS);
    return Math.max(SHORTEST_DELAY_SECONDS, full * (0.5 + random() / 2));
}
/** Waits; ends at once, with an error, when the run is cancelled. */
async function sleep(seconds, signal) {
    await (0,promises_namespaceObject.setTimeout)(seconds * 1000, undefined, { signal });
}
/** A moment after which nothing is tried again. */
class Deadline {
    #end;
    constructor(seconds) {
        this.#end = performance.now() + seconds * 1000;
    }
    /** Seconds that are left; 0 once it has passed. */
    get secondsLeft() {
        return Math.max(0, (this.#end - performance.now()) / 1000);
    }
}
/** The server did not accept the request, or was not there: sending it again does no harm. */
const NOT_ACCEPTED = new Set([
    'connection-refused',
    'connection-reset',
    'name-not-found',
    'network-unreachable',
    'too-many-requests',
    'gateway',
]);
/** The answer is lost, and the server may be at work or done: sending it again may do harm. */
const ANSWER_LOST = new Set([
    'timeout',
    'gateway-timeout',
    'answer-cut',
]);
/** A conflict is tried again this often, whatever the deadline: another deploy had the turn. */
const CONFLICT_RETRIES = 4;
/**
 * Calls until it succeeds, fails in a way that another try would not mend, or the deadline has
 * passed; then with the last error. `Retry-After` is honoured within the deadline.
 */
async function withRetries(call, policy) {
    for (let tries = 0;; tries++) {
        try {
            return await call();
        }
        catch (error) {
            if (!(error instanceof HasuraError))
                throw error;
            const wait = Math.max(backoffSeconds(tries), error.retryAfterSeconds ?? 0);
            const again = error.kind === 'conflict'
                ? tries < CONFLICT_RETRIES
                : policy.kinds.has(error.kind) && wait <= policy.deadline.secondsLeft;
            if (!again)
                throw error;
            policy.onRetry(error, wait);
            await sleep(wait, policy.signal);
        }
    }
}

;// CONCATENATED MODULE: ./src/hasura/run.ts

/** Calls, and tries again within `wait-timeout` what the server did not accept. */
function patiently(run, call, kinds) {
    const policy = {
        kinds,
        deadline: run.waitDeadline,
        signal: run.signal,
        onRetry: (error, seconds) => run.log.info(`${error.message} Trying again in ${seconds.toFixed(1)} s.`),
    };
    return withRetries(call, policy);
}
/** Adds what a reader must know about how the verdict came about; it is logged as well. */
function remark(run, text) {
    run.findings.remarks.push(text);
    run.log.warning(text);
}

;// CONCATENATED MODULE: ./src/hasura/reload.ts



/**
 * Reloads metadata and gives what is inconsistent afterwards. A reload whose answer is lost is not
 * sent again, since the server is likely still at it: the verdict is then asked for.
 */
async function reload(run, scope) {
    const { client, findings } = run;
    findings.attempts++;
    let verdict;
    try {
        verdict = await patiently(run, () => client.reloadMetadata(scope), NOT_ACCEPTED);
        if (findings.resourceVersion !== undefined)
            findings.resourceVersion++;
    }
    catch (error) {
        if (!(error instanceof HasuraError) || !ANSWER_LOST.has(error.kind))
            throw error;
        await awaitLostReload(run, error);
        verdict = {};
    }
    const objects = verdict.objects ?? (await look(run));
    findings.objects = objects;
    return objects;
}
/** Asks what is inconsistent, without reloading anything. */
async function look(run) {
    const verdict = await patiently(run, () => run.client.getInconsistentMetadata(), LOOK_AGAIN);
    if (!verdict.objects) {
        throw new HasuraError('get_inconsistent_metadata', 'the answer says nothing about consistency', 'Is this GraphQL Engine v2? Its verdict is not understood, which counts as a failure.', { kind: 'unexpected-shape' });
    }
    run.findings.objects = verdict.objects;
    return verdict.objects;
}
/** Looking changes nothing, so that it may be tried again whatever happened. */
const LOOK_AGAIN = new Set([...NOT_ACCEPTED, ...ANSWER_LOST]);
/**
 * After a lost answer, the schema cache may still be the old one. A finished reload adds 1 to
 * `resource_version`: that is waited for, as long as a request may take.
 */
async function awaitLostReload(run, lost) {
    run.log.warning(`${lost.message} The reload is not sent again; waiting for it to show.`);
    const { findings } = run;
    const version = await awaitNewVersion(run, findings.resourceVersion);
    if (version !== undefined) {
        findings.resourceVersion = version;
        remark(run, "The answer to the reload was lost; the verdict is the server's own afterwards.");
        return;
    }
    findings.mayBeStale = true;
    remark(run, 'The answer to the reload was lost, and it did not show that the reload ever finished: what the server says may be from before it.');
}
/**
 * Waits, as long as a request may take, until the server's `resource_version` is higher than
 * `before`, or than it is now where that is not known. `undefined` when that was not seen.
 */
async function awaitNewVersion(run, before) {
    const deadline = new Deadline(run.timeoutSeconds);
    let known = before;
    for (let tries = 0;; tries++) {
        const version = await currentVersion(run, deadline);
        if (version !== undefined && known !== undefined && version > known)
            return version;
        known ??= version;
        const wait = backoffSeconds(tries);
        if (wait > deadline.secondsLeft)
            return undefined;
        await sleep(wait, run.signal);
    }
}
async function currentVersion(run, deadline) {
    try {
        const seconds = Math.max(1, deadline.secondsLeft);
        return (await run.client.exportMetadata(seconds)).resourceVersion;
    }
    catch (error) {
        if (!(error instanceof HasuraError) || error.kind === 'cancelled')
            throw error;
        run.log.debug(`The resource version could not be read: ${error.message}`);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/report/identity.ts


/**
 * Finds out what an inconsistent object is, from its definition first and from its name for what
 * the definition leaves out. Names come from `moiName` in the server's
 * `Hasura.RQL.Types.Metadata.Object`; definitions from where each object is built for the schema
 * cache. Old servers send no name: what their definition lacks stays absent.
 */
function identify(type, name, definition) {
    const fields = asRecord(definition) ?? {};
    const rest = withoutPrefix(name, `${type} `);
    const kind = KINDS[type] ?? kindOfUnlisted(type);
    return { type, ...kind(rest, fields, definition) };
}
const byOwnName = (rest, fields) => defined({ name: asText(fields['name']) ?? rest });
const ofTable = (rest, fields) => {
    // A relationship of a native query, and a permission of a logical model, have the same types.
    const own = asText(fields['name']) ?? asText(fields['role']) ?? eventTriggerName(fields);
    const logical = LOGICAL_OWNERS.some(([word]) => rest?.includes(word));
    if (fields['table'] === undefined && logical)
        return ofLogicalModel(rest, fields, undefined);
    const table = qualifiedName(fields['table']) ?? qualifiedName(fields['table_name']);
    const source = asText(fields['source']);
    const spoken = splitTableObject(rest, own, table, source);
    return defined({
        name: own ?? spoken.name,
        table: table ?? spoken.table,
        source: source ?? spoken.source,
    });
};
const ofLogicalModel = (rest, fields) => {
    const own = asText(fields['name']) ?? asText(fields['role']);
    for (const [word, key] of LOGICAL_OWNERS) {
        const parts = splitLast(rest, word);
        if (!parts)
            continue;
        const [owner, source] = splitLast(parts[1], ' in source ') ?? [parts[1], undefined];
        return defined({ name: own ?? parts[0], [key]: owner, source });
    }
    const [name, source] = splitLast(rest, ' in source ') ?? [rest, undefined];
    return defined({ name: own ?? name, source: asText(fields['source']) ?? source });
};
const LOGICAL_OWNERS = [
    [' in logical_model ', 'logicalModel'],
    [' in native_query ', 'nativeQuery'],
];
const KINDS = {
    source: (rest, _fields, definition) => defined({ source: asText(definition) ?? rest }),
    table: (rest, fields, definition) => {
        // Some servers wrap the name in `{table}`; the plain form is the table's name itself.
        const table = qualifiedName(fields['table'] ?? definition);
        const spoken = splitQualified(rest, table);
        return defined({
            table: table ?? spoken.name,
            source: asText(fields['source']) ?? spoken.source,
        });
    },
    function: (rest, fields, definition) => {
        const own = qualifiedName(fields['function'] ?? definition);
        const spoken = splitQualified(rest, own);
        return defined({
            function: own ?? spoken.name,
            source: asText(fields['source']) ?? spoken.source,
        });
    },
    function_permission: (rest, fields) => {
        const own = qualifiedName(fields['function']);
        const role = asText(fields['role']) ?? splitFirst(rest, ' permission for function ')?.[0];
        const spoken = splitQualified(withoutPrefix(rest, `${role} permission for function `), own);
        return defined({
            name: role,
            function: own ?? spoken.name,
            source: asText(fields['source']) ?? spoken.source,
        });
    },
    stored_procedure: (rest, fields) => {
        const own = qualifiedName(fields['stored_procedure']);
        const spoken = splitQualified(rest, own);
        return defined({
            function: own ?? spoken.name,
            source: asText(fields['source']) ?? spoken.source,
        });
    },
    native_query: ofLogicalModel,
    logical_model: ofLogicalModel,
    object_relation: ofTable,
    array_relation: ofTable,
    object_relationship: ofTable,
    array_relationship: ofTable,
    select_permission: ofTable,
    insert_permission: ofTable,
    update_permission: ofTable,
    delete_permission: ofTable,
    event_trigger: ofTable,
    computed_field: ofTable,
    remote_relationship: ofTable,
    remote_schema: (rest, fields) => defined({ remoteSchema: asText(fields['name']) ?? rest }),
    remote_schema_permission: (rest, fields) => {
        const spoken = splitFirst(rest, ' permission in remote schema ');
        return defined({
            name: asText(fields['role']) ?? spoken?.[0],
            remoteSchema: asText(fields['remote_schema']) ?? spoken?.[1],
        });
    },
    remote_schema_remote_relationship: (rest, fields) => {
        const [own, place] = splitFirst(withoutPrefix(rest, 'remote_relationship '), ' on type ') ?? [];
        const [typeName, remoteSchema] = splitFirst(place, ' in remote schema ') ?? [];
        return defined({
            name: asText(fields['name']) ?? own,
            typeName: asText(fields['type_name']) ?? typeName,
            remoteSchema: asText(fields['remote_schema']) ?? remoteSchema,
        });
    },
    action_permission: (rest, fields) => {
        const spoken = splitFirst(rest, ' permission in ');
        return defined({ name: asText(fields['role']) ?? spoken?.[0], action: spoken?.[1] });
    },
    action: (rest, fields) => defined({ action: asText(fields['name']) ?? rest }),
    custom_types: () => ({}),
    cron_trigger: byOwnName,
    rest_endpoint: byOwnName,
    endpoint: byOwnName,
    inherited_role: (rest, fields) => defined({ name: asText(fields['role_name']) ?? withoutPrefix(rest, 'inherited role ') }),
    query_collections: (rest, fields) => {
        const name = asText(fields['name']);
        const collection = name === undefined ? undefined : withoutPrefix(rest, `${name} in `);
        const [own, spoken] = splitFirst(rest, ' in ') ?? [rest];
        return defined({ name: name ?? own, collection: collection ?? spoken });
    },
    data_connector_agent: (rest, _fields, definition) => defined({ name: asText(definition) ?? rest }),
    open_telemetry: (rest) => defined({ name: rest }),
};
function kindOfUnlisted(type) {
    return type.startsWith('inner_logical_model_') ? ofLogicalModel : byOwnName;
}
/** The entity of a permission that could not be inherited: a table's or a remote schema's. */
function identifyInherited(type, role, entity) {
    const fields = asRecord(entity) ?? {};
    return {
        type,
        ...defined({
            name: role,
            table: qualifiedName(fields['table']),
            source: asText(fields['source']),
            permission: asText(fields['permission_type']),
            remoteSchema: asText(fields['remote_schema']),
        }),
    };
}
function eventTriggerName(fields) {
    return asText(asRecord(fields['configuration'])?.['name']);
}
/** Leaves out what is undefined, so that an absent part is an absent key. */
function defined(parts) {
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./src/hasura/responses.ts



/** Thrown when an answer is not understood; its text completes `the answer is JSON, but …`. */
class ShapeError extends Error {
}
/**
 * Reads the answer to `reload_metadata` or `get_inconsistent_metadata`, secrets removed already.
 * An answer that contradicts itself is not understood.
 */
function readVerdict(answer) {
    const fields = asRecord(answer);
    if (!fields)
        throw new ShapeError('no object');
    const consistent = fields['is_consistent'];
    const listed = fields['inconsistent_objects'];
    if (consistent === undefined && listed === undefined) {
        if (fields['message'] === 'success')
            return {};
        throw new ShapeError('it says nothing about consistency');
    }
    if (typeof consistent !== 'boolean')
        throw new ShapeError('`is_consistent` is no boolean');
    if (listed !== undefined && !Array.isArray(listed)) {
        throw new ShapeError('`inconsistent_objects` is no list');
    }
    const objects = readInconsistentObjects(asList(listed));
    if (consistent && objects.length > 0) {
        throw new ShapeError('it calls itself consistent and lists inconsistent objects');
    }
    if (!consistent && objects.length === 0) {
        throw new ShapeError('it calls itself inconsistent and lists no object');
    }
    return { objects };
}
/** Reads the answer to `replace_metadata`, in the v2 and the v1 form. */
function readReplaceVerdict(answer) {
    const warnings = asRecord(answer)?.['warnings'];
    if (warnings !== undefined && !Array.isArray(warnings)) {
        throw new ShapeError('`warnings` is no list');
    }
    return { ...readVerdict(answer), warnings: readWarnings(asList(warnings)) };
}
/** Reads `export_metadata`'s answer; old servers send the bare metadata, without a version. */
function readExport(answer) {
    const fields = asRecord(answer);
    if (!fields)
        throw new ShapeError('no object');
    const inner = asRecord(fields['metadata']);
    if (!inner)
        return { metadata: fields };
    const version = fields['resource_version'];
    return typeof version === 'number'
        ? { resourceVersion: version, metadata: inner }
        : { metadata: inner };
}
/** Reads a list of inconsistent objects, each in whichever of the seven shapes it comes. */
function readInconsistentObjects(list) {
    return list.map(readInconsistentObject);
}
/** Reads warnings; all but `message` is optional, and one without it is still a warning. */
function readWarnings(list) {
    return list.map((item) => {
        const fields = asRecord(item);
        // The RFC had `path` where the servers send `name`.
        const name = asText(fields?.['name']) ?? asText(fields?.['path']);
        const type = asText(fields?.['type']);
        const code = asText(fields?.['code']);
        const message = asText(fields?.['message']) ?? asText(item) ?? (JSON.stringify(item) || 'no text');
        return {
            message: (0,visible/* visible */.R)(message),
            ...(code !== undefined && { code: (0,visible/* visible */.R)(code) }),
            ...(name !== undefined && { name: (0,visible/* visible */.R)(name) }),
            ...(name !== undefined && { identity: identifyWarned(type, name) }),
        };
    });
}
/** A warning's `type` may be absent: its name begins with it, `event_trigger X in table T …`. */
function identifyWarned(type, name) {
    const own = type ?? /^[a-z_]+(?= )/.exec(name)?.[0] ?? 'unknown';
    return identify(own, name, undefined);
}
const KNOWN_KEYS = new Set([
    'type',
    'name',
    'definition',
    'definitions',
    'reason',
    'message',
    'objects',
    'conflicts',
    'entity',
]);
function readInconsistentObject(item) {
    const fields = asRecord(item);
    if (!fields)
        throw new ShapeError('an inconsistent object is no object');
    const { shape, reason } = splitReason(asText(fields['reason']) ?? '', fields);
    const members = membersOf(shape, fields, reason);
    const type = asText(fields['type']) ?? members[0]?.type ?? 'object';
    const said = asText(fields['name']);
    const definition = definitionOf(fields);
    const identity = shape === 'inherited-permission'
        ? identifyInherited(type, said, fields['entity'])
        : identify(type, said, definition);
    const message = readMessage(fields['message']);
    const rest = Object.entries(fields).filter(([key]) => !KNOWN_KEYS.has(key));
    return {
        shape,
        type: (0,visible/* visible */.R)(type),
        name: (0,visible/* visible */.R)(said ?? madeName(type, shape, reason, identity, fields)),
        identity,
        members,
        reason: (0,visible/* visible */.R)(reason || 'the server gives no reason'),
        ...message,
        ...(definition !== undefined && { definition }),
        ...(rest.length > 0 && { unforeseen: Object.fromEntries(rest) }),
    };
}
/** The server tells its shapes apart by how the reason starts; keys settle what wording leaves. */
const REASONS = [
    ['Inconsistent object: ', 'object'],
    ['Conflicting objects: ', 'conflict'],
    ['Multiple definitions for: ', 'duplicate'],
    ['Duplicate variables found in endpoint path: ', 'endpoint-path'],
    ['Empty segments or unnamed variables are not allowed: ', 'endpoint-path'],
    ['Ambiguous URL paths: ', 'ambiguous-endpoints'],
];
function splitReason(text, fields) {
    for (const [prefix, shape] of REASONS) {
        if (!text.startsWith(prefix))
            continue;
        // A path's fault is told by the prefix alone: what follows is only the path.
        return { shape, reason: shape === 'endpoint-path' ? text : text.slice(prefix.length) };
    }
    return { shape: shapeByKeys(fields), reason: text };
}
function shapeByKeys(fields) {
    if (Array.isArray(fields['objects']))
        return 'conflict';
    if (Array.isArray(fields['conflicts']))
        return 'ambiguous-endpoints';
    if (Array.isArray(fields['definitions']))
        return 'duplicate';
    if (fields['entity'] !== undefined)
        return 'inherited-permission';
    if (asText(fields['type']) === undefined)
        return 'unknown';
    return asText(fields['name']) === undefined ? 'legacy' : 'object';
}
function membersOf(shape, fields, reason) {
    if (shape === 'conflict') {
        return asList(fields['objects']).map((item) => {
            const member = asRecord(item) ?? {};
            return identify(asText(member['type']) ?? 'object', asText(member['name']), member['definition']);
        });
    }
    if (shape === 'ambiguous-endpoints') {
        return asList(fields['conflicts']).map((item) => identify('rest_endpoint', undefined, item));
    }
    // The only place that names a duplicate is its reason.
    if (shape === 'duplicate') {
        return [identify(asText(fields['type']) ?? 'object', reason, asList(fields['definitions'])[0])];
    }
    return [];
}
function definitionOf(fields) {
    if (fields['definition'] !== undefined)
        return fields['definition'];
    return fields['definitions'] ?? fields['conflicts'] ?? fields['objects'] ?? fields['entity'];
}
function madeName(type, shape, reason, identity, fields) {
    if (shape === 'duplicate' && reason !== '')
        return reason;
    if (shape === 'ambiguous-endpoints')
        return `rest_endpoint ${reason}`;
    if (shape === 'conflict') {
        const names = asList(fields['objects']).map((item) => {
            const member = asRecord(item);
            return asText(member?.['name']) ?? asText(member?.['type']) ?? 'object';
        });
        return names.join(', ') || 'conflicting objects';
    }
    const own = identity.name ?? identity.remoteSchema ?? identity.action;
    const place = identity.table && identity.type !== 'table' ? ` in table ${identity.table.text}` : '';
    const what = own ?? (identity.type === 'table' ? identity.table?.text : identity.function?.text);
    const source = identity.source === undefined ? '' : ` in source ${identity.source}`;
    if (identity.type === 'source')
        return `source ${identity.source ?? ''}`.trim();
    return `${type}${what === undefined ? '' : ` ${what}`}${place}${source}`;
}
/** `message` is a text, an HTTP exception, or something that a newer server made up. */
function readMessage(message) {
    if (message === undefined || message === null)
        return {};
    const text = asText(message);
    if (text !== undefined)
        return { detail: (0,visible/* visible */.R)(text) };
    const fields = asRecord(message);
    const said = asText(fields?.['message']);
    const request = asRecord(fields?.['request']);
    const host = hostOf(request);
    if (said === undefined) {
        return { detail: (0,visible/* visible */.R)(JSON.stringify(message)), ...(host !== undefined && { host }) };
    }
    const method = asText(request?.['method']);
    const place = host === undefined
        ? ''
        : ` (${method ?? 'request to'} ${host}${asText(request?.['path']) ?? ''})`;
    return { detail: (0,visible/* visible */.R)(`${said}${place}`), ...(host !== undefined && { host }) };
}
function hostOf(request) {
    const host = asText(request?.['host']);
    if (host === undefined || host === '')
        return undefined;
    const port = request?.['port'];
    const shown = typeof port === 'number' || typeof port === 'string' ? `:${port}` : '';
    return (0,visible/* visible */.R)(`${host}${shown}`);
}

;// CONCATENATED MODULE: ./src/hasura/restore-triggers.ts




/**
 * A strict refusal comes after the server has dropped the SQL triggers of event triggers that the
 * new metadata lacks; the old metadata still lists them. Only a reload that recreates them leaves
 * the databases as they were.
 */
async function restoreTriggers(run, before, refused) {
    const sources = sourcesLosingTriggers(before, refused);
    if (sources.length === 0)
        return;
    const listed = sources.join(', ');
    try {
        await patiently(run, () => run.client.reloadMetadata({
            sources,
            remoteSchemas: false,
            dataConnectors: false,
            recreateEventTriggers: sources,
        }), NOT_ACCEPTED);
        remark(run, `The refused metadata lacks event triggers of ${listed}, whose SQL triggers the server may have dropped on the way: they were recreated.`);
    }
    catch (error) {
        if (!(error instanceof HasuraError) || error.kind === 'cancelled')
            throw error;
        remark(run, `The refused metadata lacks event triggers of ${listed}, whose SQL triggers the server may have dropped on the way, and they could not be recreated: ${error.message} Reload with "recreate-event-triggers: ${listed}".`);
    }
}
function sourcesLosingTriggers(before, after) {
    const kept = new Set(eventTriggers(after).map((trigger) => trigger.join('\u0000')));
    const losing = eventTriggers(before).filter((trigger) => !kept.has(trigger.join('\u0000')));
    return [...new Set(losing.map(([source]) => source))];
}
/** Event triggers' names are unique in the whole metadata; the source is where they live. */
function eventTriggers(metadata) {
    const found = [];
    for (const item of asList(metadata['sources'])) {
        const source = asRecord(item);
        const sourceName = asText(source?.['name']) ?? 'default';
        for (const table of asList(source?.['tables'])) {
            for (const trigger of asList(asRecord(table)?.['event_triggers'])) {
                found.push([sourceName, asText(asRecord(trigger)?.['name']) ?? '']);
            }
        }
    }
    return found;
}

;// CONCATENATED MODULE: ./src/hasura/apply.ts








/** Without an answer to these, nothing was done: the request did not get through to the server. */
const SURELY_NOT_ACCEPTED = new Set([
    'connection-refused',
    'name-not-found',
    'network-unreachable',
    'too-many-requests',
]);
/** A lost answer of these kinds is over quickly, so that the request may be sent once more. */
const RESEND_AFTER_CHECK = new Set(['gateway', 'connection-reset']);
/**
 * Replaces the server's metadata, and notes in `findings` what became of it: applied, or refused
 * with the objects or warnings that the server refuses it for. Whether it was applied when the
 * answer is lost is learnt from `resource_version`; where that cannot be learnt, the error says so.
 */
async function apply(run, settings) {
    const { client, findings } = run;
    findings.applied = 'not-applied';
    const before = await patiently(run, () => client.exportMetadata(), READ_AGAIN);
    noteVersion(run, before.resourceVersion);
    try {
        await replace(run, settings);
    }
    catch (error) {
        if (!(error instanceof HasuraError))
            throw error;
        if (!noteRefusal(run, error))
            throw error;
        if (error.kind === 'warnings-refused')
            await restoreTriggers(run, before.metadata, settings.metadata);
    }
}
const READ_AGAIN = new Set([...NOT_ACCEPTED, ...ANSWER_LOST]);
async function replace(run, settings) {
    try {
        accept(run, await patiently(run, () => replaceOnce(run, settings), SURELY_NOT_ACCEPTED));
    }
    catch (error) {
        if (!isLost(error))
            throw error;
        const fate = run.client.isVersion1 ? 'unknown' : await fateOf(run, settings, error);
        if (fate === 'not-applied' && RESEND_AFTER_CHECK.has(error.kind)) {
            await resend(run, settings);
        }
        else if (fate !== 'applied') {
            throw unsettled(run, error, fate);
        }
    }
}
/** Sends it once more, for the version that was there before: should the first still arrive, one of
 * the two meets a conflict. */
async function resend(run, settings) {
    run.log.info('It was not applied: sending it once more, for the same version only.');
    try {
        accept(run, await run.client.replaceMetadata(replacementOf(run, settings)));
    }
    catch (error) {
        const late = error instanceof HasuraError && error.kind === 'conflict';
        if (!late && !isLost(error))
            throw error;
        const fate = await fateOf(run, settings, error);
        if (fate !== 'applied')
            throw unsettled(run, error, fate);
    }
}
function accept(run, verdict) {
    const { findings } = run;
    findings.applied = 'applied';
    findings.warnings = verdict.warnings;
    if (verdict.objects)
        findings.objects = verdict.objects;
    if (findings.resourceVersion !== undefined)
        noteVersion(run, findings.resourceVersion + 1);
    run.log.info('The metadata was applied.');
}
function isLost(error) {
    if (!(error instanceof HasuraError))
        return false;
    return ANSWER_LOST.has(error.kind) || RESEND_AFTER_CHECK.has(error.kind);
}
function unsettled(run, error, fate) {
    run.findings.applied = 'unknown';
    return new HasuraError(error.tried, `${error.cameBack}, and ${FATES[fate]}`, WHAT_TO_DO, {
        kind: error.kind,
        cause: error,
    });
}
function replacementOf(run, settings) {
    return {
        metadata: settings.metadata,
        allowInconsistentMetadata: settings.allowInconsistentMetadata,
        allowWarnings: !settings.failOnWarning,
        resourceVersion: run.findings.resourceVersion,
    };
}
const FATES = {
    'not-applied': 'the server still has the metadata from before, and may yet be at work on it',
    unknown: 'whether the metadata was applied could not be learnt',
};
const WHAT_TO_DO = 'Look at the server before anything else is deployed, then run this step again: applying the same metadata twice does no harm.';
/** A conflict means that the server has moved on: the version is read anew for the next try. */
async function replaceOnce(run, settings) {
    const { client } = run;
    try {
        return await client.replaceMetadata(replacementOf(run, settings));
    }
    catch (error) {
        if (error instanceof HasuraError && error.kind === 'conflict') {
            noteVersion(run, (await client.exportMetadata()).resourceVersion);
        }
        throw error;
    }
}
/** Learns what became of a replacement whose answer is lost. */
async function fateOf(run, settings, lost) {
    const { findings, log, client } = run;
    if (findings.resourceVersion === undefined)
        return 'unknown';
    log.warning(`${lost.message} It is not sent again; learning whether the metadata was applied.`);
    const version = await awaitNewVersion(run, findings.resourceVersion);
    let now;
    try {
        now = await client.exportMetadata();
    }
    catch (error) {
        if (error instanceof HasuraError && error.kind !== 'cancelled')
            return 'unknown';
        throw error;
    }
    if (version === undefined) {
        return now.resourceVersion === findings.resourceVersion ? 'not-applied' : 'unknown';
    }
    noteVersion(run, version);
    // Somebody else may have raised the version: what is there now has to be what was sent.
    if (!sameObjects(now.metadata, settings.metadata))
        return 'unknown';
    findings.applied = 'applied';
    remark(run, `The answer to replace_metadata was lost; the server's resource version ${version} and its objects tell that it was applied. Its warnings are not known.`);
    return 'applied';
}
/** Whether the server refused the metadata for reasons that go into the report. */
function noteRefusal(run, error) {
    const { findings } = run;
    const internal = asList(error.internal);
    if (internal.length === 0) {
        if (error.kind === 'parse-failed')
            findings.applied = 'refused';
        return false;
    }
    try {
        if (error.kind === 'warnings-refused')
            findings.warnings = readWarnings(internal);
        else if (error.kind === 'inconsistent-refused') {
            findings.objects = readInconsistentObjects(internal);
        }
        else
            return false;
    }
    catch (shape) {
        if (shape instanceof ShapeError)
            return false;
        throw shape;
    }
    findings.applied = 'refused';
    run.log.info(error.message);
    return true;
}
function noteVersion(run, version) {
    if (version !== undefined)
        run.findings.resourceVersion = version;
}

;// CONCATENATED MODULE: ./src/hasura/bad-answer.ts


/** Turns an answer that is no success into an error that says what to do. */
function explainAnswer(answer, attempt, redactor) {
    const body = redactor.json(asRecord(parseJson(answer.body)));
    const code = asText(body?.['code']);
    const said = asText(body?.['error']);
    const { status } = answer;
    const fail = (kind, remedy, more = {}, cameBack = said === undefined ? bodyKind(answer.body) : `${said}${code ? ` (${code})` : ''}`) => new HasuraError(attempt.tried, `HTTP ${status}, ${cameBack}`, remedy, {
        kind,
        status,
        code,
        path: asText(body?.['path']),
        internal: body?.['internal'],
        ...more,
    });
    if (status >= 300 && status < 400) {
        return fail('redirect', 'Redirects are never followed, since the admin secret would go along: set the input "endpoint" to the final address; a login page in front of the server has to let this host through.', {}, `a redirect${redirectTarget(answer, redactor)}`);
    }
    if (status === 401) {
        return fail('unauthorized', attempt.hasSecret
            ? 'The admin secret is wrong: compare the input "admin-secret" with the server\'s HASURA_GRAPHQL_ADMIN_SECRET.'
            : NO_SECRET);
    }
    if (status === 403)
        return fail('forbidden', 'Something in front of the server forbids the call: an IP allowlist, a firewall or a gateway has to let it through.');
    if (code === 'access-denied') {
        return fail('forbidden', attempt.hasSecret
            ? 'The call needs the admin role: take any X-Hasura-Role out of the input "headers", and see that the server does not disable the metadata API.'
            : NO_SECRET);
    }
    if (status === 404)
        return fail('not-hasura', 'Is this the base URL of a GraphQL Engine v2, with its metadata API enabled (HASURA_GRAPHQL_ENABLED_APIS)? Hasura DDN has no metadata API.');
    if (status === 409 || code === 'conflict')
        return fail('conflict', 'Something else changed the metadata at the same time: let one deploy at a time change it (`concurrency` in the workflow), then run this step again.');
    if (status === 408)
        return fail('gateway-timeout', 'A proxy gave up waiting: the server may still be at work on it. Raise the timeout there.', { mayHaveHappened: true });
    if (status === 413)
        return fail('bad-request', 'The request is too large for a proxy in front of the server: raise its limit for request bodies.');
    if (status === 429)
        return fail('too-many-requests', 'Too many requests: wait, and spread the calls.', {
            retryAfterSeconds: retryAfter(answer),
        });
    if (status === 504)
        return fail('gateway-timeout', 'A load balancer gave up waiting, and the server may still be at work: raise the idle timeout of the load balancer.', { mayHaveHappened: true });
    if (status === 502 || status === 503)
        return fail('gateway', 'A gateway in front of the server cannot reach it: is it starting, or down? Look at its log.', { mayHaveHappened: true, retryAfterSeconds: retryAfter(answer) });
    if (status >= 500)
        return fail('server-error', 'The server failed: look at its log, and at its metadata database.', { mayHaveHappened: true });
    return explainBadRequest(code, fail);
}
function explainBadRequest(code, fail) {
    switch (code) {
        case 'not-exists':
            return fail('not-exists', 'Correct the name in the input that lists what to reload.');
        case 'metadata-warnings':
            return fail('warnings-refused', 'The metadata has warnings, and "fail-on-warning" makes them fatal: nothing was applied.');
        case 'parse-failed':
            return fail('parse-failed', 'The server does not understand the metadata at that place: correct it there, or upgrade the server if it is older than the metadata.');
        case 'unexpected':
            return fail('inconsistent-refused', 'Mend what is inconsistent; nothing was applied.');
        default:
            return fail('bad-request', 'The server does not accept the call: its version may be older than what is asked of it.');
    }
}
const NO_SECRET = 'No admin secret was given: set the input "admin-secret". Workflows run by forks and by Dependabot have no secrets; run this step only where they are there.';
/** An answer with a good status that is no JSON: some other program's. */
function explainNotJson(answer, attempt) {
    return new HasuraError(attempt.tried, `HTTP ${answer.status}, ${bodyKind(answer.body)} where JSON was expected`, 'Something other than GraphQL Engine answers there, such as a login page, a proxy or a web site: check the input "endpoint".', { kind: 'not-json', status: answer.status, mayHaveHappened: true });
}
/** An answer in JSON that is not what GraphQL Engine sends. */
function explainShape(what, attempt) {
    return new HasuraError(attempt.tried, `the answer is JSON, but ${what}`, 'Is this GraphQL Engine v2? Its verdict is not understood, which counts as a failure.', { kind: 'unexpected-shape', mayHaveHappened: true });
}
/** Parses JSON; `undefined` for what is none. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Names what a body looks like; its text stays out, since it is somebody else's page. */
function bodyKind(body) {
    const start = body.trimStart();
    if (start === '')
        return 'an empty body';
    if (/^<(!doctype|html|head|body)/i.test(start))
        return `an HTML page${pageTitle(start)}`;
    if (start.startsWith('{') || start.startsWith('[')) {
        return parseJson(body) === undefined ? 'JSON that ends too early' : 'JSON of another kind';
    }
    return 'plain text';
}
function pageTitle(page) {
    const title = /<title[^>]*>([^<]{1,80})/i.exec(page.slice(0, 4096))?.[1]?.trim();
    return title ? ` titled "${title}"` : '';
}
function redirectTarget(answer, redactor) {
    const location = answer.headers['location'];
    return typeof location === 'string' && location !== '' ? ` to ${redactor.text(location)}` : '';
}
/** Seconds, or a date; anything else counts as absent. */
function retryAfter(answer) {
    const value = answer.headers['retry-after'];
    if (typeof value !== 'string')
        return undefined;
    if (/^\d+$/.test(value.trim()))
        return Number(value);
    const seconds = (Date.parse(value) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

;// CONCATENATED MODULE: ./src/hasura/http.ts

/** The most that is read of an answer, unpacked: more is no list of problems that anyone reads. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** A request without an answer. `code` is Node's or one of those below; the text is for debugging. */
class HttpError extends Error {
    code;
    phase;
    name = 'HttpError';
    constructor(code, phase, message, options) {
        super(message, options);
        this.code = code;
        this.phase = phase;
    }
}
/**
 * Sends a request and reads the answer, whatever its status; redirects are not followed, since the
 * admin secret would go along. Fails with an `HttpError`: `TIMEOUT`, `CANCELLED`, `TOO_LARGE`,
 * `ENCODING`, `PROXY`, or the code of Node's own error.
 */
async function send(request) {
    const deadline = AbortSignal.timeout(request.timeoutSeconds * 1000);
    const signal = AbortSignal.any([deadline, request.signal]);
    let phase = 'sending';
    try {
        signal.throwIfAborted();
        const client = new lib_HttpClient('hasura-metadata-reloader', [prepare(signal)], {
            allowRedirects: false,
            // The deadline above is for the whole request; this one, for silence, must not come first.
            socketTimeout: request.timeoutSeconds * 1000 + 60_000,
        });
        const response = await client.request(request.method, request.url.href, request.body ?? null, {
            ...request.headers,
        });
        phase = 'answering';
        const { message } = response;
        const bytes = await readAll(message, signal);
        const body = await decode(bytes, message.headers['content-encoding']);
        return { status: message.statusCode ?? 0, headers: message.headers, body };
    }
    catch (error) {
        if (error instanceof HttpError)
            throw error;
        if (request.signal.aborted)
            throw new HttpError('CANCELLED', phase, 'cancelled', { cause: error });
        if (deadline.aborted)
            throw new HttpError('TIMEOUT', phase, 'timed out', { cause: error });
        throw new HttpError(codeOf(error), phase, messageOf(error), { cause: error });
    }
}
/** What the client leaves to be set on Node's request. */
function prepare(signal) {
    return {
        prepareRequest(options) {
            // The client has no way to end a request that hangs before its answer.
            options.signal = signal;
            // It hands `[::1]` on with its brackets, which no resolver knows.
            if (options.host)
                options.host = options.host.replace(/^\[(.*)\]$/, '$1');
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('not handled')),
    };
}
async function readAll(message, signal) {
    const chunks = [];
    let size = 0;
    const abort = () => message.destroy(new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    try {
        for await (const chunk of message) {
            size += chunk.length;
            if (size > MAX_ANSWER_BYTES)
                throw tooLarge();
            chunks.push(chunk);
        }
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
    if (!message.complete)
        throw new HttpError('ECONNRESET', 'answering', 'the answer was cut off');
    return Buffer.concat(chunks, size);
}
/** No encoding is asked for; some proxies compress all the same. */
async function decode(bytes, encoding) {
    const name = encoding?.trim().toLowerCase() || 'identity';
    if (name === 'identity')
        return bytes.toString('utf8');
    const zlib = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8522, 23));
    const decoders = {
        gzip: zlib.gunzipSync,
        'x-gzip': zlib.gunzipSync,
        deflate: zlib.inflateSync,
        br: zlib.brotliDecompressSync,
    };
    const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (!decoder)
        throw new HttpError('ENCODING', 'answering', 'unknown content encoding');
    try {
        return decoder(bytes, { maxOutputLength: MAX_ANSWER_BYTES }).toString('utf8');
    }
    catch (error) {
        if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
            throw tooLarge();
        throw new HttpError('ENCODING', 'answering', messageOf(error), { cause: error });
    }
}
function tooLarge() {
    return new HttpError('TOO_LARGE', 'answering', `more than ${MAX_ANSWER_BYTES} bytes`);
}
/** Node's code of an error; of the first of several where every address was tried. */
function codeOf(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return codeOf(error.errors[0]);
    if (!(error instanceof Error))
        return 'UNKNOWN';
    const { code } = error;
    // The tunnel through a proxy says ECONNRESET for everything; only its text tells it apart.
    if (error.message.startsWith('tunneling socket could not be established'))
        return 'PROXY';
    return typeof code === 'string' ? code : 'UNKNOWN';
}
function messageOf(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return messageOf(error.errors[0]);
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./src/hasura/no-answer.ts


const CHECK_ENDPOINT = 'Check the input "endpoint", and that the server can be reached from where this runs';
/** Turns a request without an answer into an error that says what to do. */
function explainNoAnswer(error, attempt, redactor) {
    if (!(error instanceof HttpError))
        throw error;
    const sent = error.phase === 'answering' || AFTER_SENDING.has(error.code);
    const facts = { mayHaveHappened: sent, cause: error };
    const fail = (kind, cameBack, remedy) => new HasuraError(attempt.tried, cameBack, remedy, { kind, ...facts });
    const said = redactor.text(error.message);
    const { code } = error;
    switch (code) {
        case 'ECONNREFUSED':
            return fail('connection-refused', 'the connection was refused', `Nothing listens there: is the server running? ${CHECK_ENDPOINT}.`);
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
        case 'EAI_FAIL':
            return fail('name-not-found', `the host name does not resolve (${code})`, `${CHECK_ENDPOINT}.`);
        case 'ECONNRESET':
        case 'EPIPE':
        case 'ECONNABORTED':
            return fail(error.phase === 'answering' ? 'answer-cut' : 'connection-reset', 'the connection was closed before the answer was complete', 'A proxy or load balancer may have cut it, or the server went down: look at their logs, then run this step again.');
        case 'TIMEOUT':
        case 'ETIMEDOUT':
            return fail('timeout', `no complete answer within ${attempt.timeoutSeconds} s`, 'The server may still be at work on it. Raise the input "timeout", or find out what is slow: often a source or remote schema that does not answer.');
        case 'CANCELLED':
            return fail('cancelled', 'the run was cancelled', 'Run it again when it is wanted.');
        case 'EHOSTUNREACH':
        case 'ENETUNREACH':
        case 'EADDRNOTAVAIL':
            return fail('network-unreachable', `the network does not reach it (${code})`, `${CHECK_ENDPOINT}.`);
        case 'TOO_LARGE':
            return fail('too-large', `the answer is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`, 'Nobody can read that many problems: mend what breaks them all first, often a source that cannot be reached.');
        case 'ENCODING':
            return fail('not-json', `the answer could not be unpacked (${said})`, 'Something between here and the server damages answers: ask it directly.');
        case 'PROXY':
            return fail('proxy', `the proxy did not open the way (${said})`, 'Check https_proxy, http_proxy and no_proxy, and that the proxy lets this host through.');
        default:
            return (explainTls(code, said, fail) ??
                fail('network-unreachable', `${said} (${code})`, `${CHECK_ENDPOINT}.`));
    }
}
/** With these, a request was under way already: the server may have got it. */
const AFTER_SENDING = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'TIMEOUT', 'CANCELLED']);
function explainTls(code, said, fail) {
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
        return fail('tls', `TLS failed: the server's certificate is out of date (${code})`, 'Renew the certificate; check the clock of this machine too.');
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        return fail('tls', `TLS failed: the certificate is for another host (${code})`, 'Use the host name that the certificate is made for in the input "endpoint".');
    }
    if (/^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_)/.test(code)) {
        return fail('tls', `TLS failed: the certificate is not signed by anyone that is trusted here (${code})`, 'For an authority of your own, set NODE_EXTRA_CA_CERTS to the path of its certificate.');
    }
    if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
        return fail('tls', `TLS failed (${code}: ${said})`, 'Does the server speak https on this port? If it speaks http, say so in the input "endpoint".');
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/hasura/requests.ts
/**
 * `reload_metadata`. `reload_data_connectors` and `recreate_event_triggers` are sent only where
 * they say something: servers that do not know them would be asked for what they cannot do.
 */
function reloadMetadata(scope) {
    const args = {
        reload_sources: scope.sources,
        reload_remote_schemas: scope.remoteSchemas,
    };
    if (scope.dataConnectors !== true)
        args['reload_data_connectors'] = scope.dataConnectors;
    if (scope.recreateEventTriggers !== false) {
        args['recreate_event_triggers'] = scope.recreateEventTriggers;
    }
    return { type: 'reload_metadata', args };
}
/** `get_inconsistent_metadata`: reads the schema cache and reloads nothing. */
function getInconsistentMetadata() {
    return { type: 'get_inconsistent_metadata', args: {} };
}
/** `export_metadata` in the form that carries the `resource_version`. */
function exportMetadata() {
    return { type: 'export_metadata', version: 2, args: {} };
}
/** `replace_metadata`, version 2. */
function replaceMetadata(replacement) {
    return {
        type: 'replace_metadata',
        version: 2,
        ...(replacement.resourceVersion !== undefined && {
            resource_version: replacement.resourceVersion,
        }),
        args: {
            allow_inconsistent_metadata: replacement.allowInconsistentMetadata,
            allow_warnings: replacement.allowWarnings,
            metadata: replacement.metadata,
        },
    };
}
/** `replace_metadata` as v1.x servers know it: the bare metadata. */
function replaceMetadataV1(metadata) {
    return { type: 'replace_metadata', args: metadata };
}

;// CONCATENATED MODULE: ./src/hasura/client.ts







/**
 * The metadata API of one GraphQL Engine, one method a call. Every method fails with a
 * `HasuraError`; secrets are removed from every answer before anything else sees it.
 */
class MetadataClient {
    #settings;
    #redactor;
    #signal;
    /** `/v1/query` once `/v1/metadata` has turned out not to exist: GraphQL Engine v1. */
    #path = '/v1/metadata';
    constructor(settings, redactor, signal) {
        this.#settings = settings;
        this.#redactor = redactor;
        this.#signal = signal;
    }
    /** Whether the server turned out to be a GraphQL Engine v1. */
    get isVersion1() {
        return this.#path === '/v1/query';
    }
    /** Reloads metadata; on servers before v2.4 the verdict has no objects, and must be asked for. */
    async reloadMetadata(scope) {
        return this.#read(reloadMetadata(scope), readVerdict);
    }
    /** Reads what the schema cache knows to be inconsistent, without reloading anything. */
    async getInconsistentMetadata() {
        return this.#read(getInconsistentMetadata(), readVerdict);
    }
    /** Replaces the metadata; a refusal is an error whose `internal` holds objects or warnings. */
    async replaceMetadata(replacement) {
        const call = this.isVersion1
            ? replaceMetadataV1(replacement.metadata)
            : replaceMetadata(replacement);
        return this.#read(call, readReplaceVerdict);
    }
    /** Reads the metadata and its version, which every change adds 1 to. Not stripped of secrets. */
    async exportMetadata(timeoutSeconds) {
        return this.#read(exportMetadata(), readExport, timeoutSeconds);
    }
    /** The server's version, `v2.45.1`; `undefined` where it does not say. */
    async version() {
        const answer = await this.#send('GET', '/v1/version', undefined, {});
        const version = asText(asRecord(parseJson(answer.body))?.['version']);
        return version === undefined ? undefined : (0,visible/* visible */.R)(version).slice(0, 80);
    }
    /** Asks `/healthz`. Fails with a `HasuraError` where no GraphQL Engine can be behind the answer. */
    async health(timeoutSeconds) {
        const answer = await this.#send('GET', '/healthz', undefined, { timeoutSeconds });
        const { status, body } = answer;
        if (status === 200 && body.startsWith('OK'))
            return 'ok';
        if (body.startsWith('WARN'))
            return 'inconsistent';
        if (status === 500 && body.startsWith('ERROR'))
            return 'error';
        if (status === 429 || (status >= 502 && status <= 504)) {
            throw explainAnswer(answer, this.#attempt('GET', '/healthz'), this.#redactor);
        }
        return 'unknown';
    }
    async #read(call, read, timeoutSeconds) {
        const answer = await this.#call(call, timeoutSeconds);
        const attempt = this.#attempt('POST', this.#path, call.type);
        const json = parseJson(answer.body);
        if (json === undefined)
            throw explainNotJson(answer, attempt);
        try {
            return read(call.type === 'export_metadata' ? json : this.#redactor.json(json));
        }
        catch (error) {
            if (error instanceof ShapeError)
                throw explainShape(error.message, attempt);
            throw error;
        }
    }
    async #call(call, timeoutSeconds) {
        const body = JSON.stringify(call);
        const path = this.#path;
        const answer = await this.#send('POST', path, body, {
            type: call.type,
            ...(timeoutSeconds !== undefined && { timeoutSeconds }),
        });
        if (answer.status >= 200 && answer.status < 300)
            return answer;
        const error = explainAnswer(answer, this.#attempt('POST', path, call.type), this.#redactor);
        // `code` tells GraphQL Engine v1 from whatever else does not know the path.
        if (path === '/v1/metadata' && answer.status === 404 && error.code === 'not-found') {
            this.#path = '/v1/query';
            return this.#call(call, timeoutSeconds);
        }
        throw error;
    }
    async #send(method, path, body, options) {
        const { endpoint, adminSecret, headers, timeoutSeconds } = this.#settings;
        const limit = options.timeoutSeconds ?? timeoutSeconds;
        try {
            return await send({
                method,
                url: new URL(endpoint + path),
                headers: {
                    ...headers,
                    ...(body !== undefined && { 'content-type': 'application/json' }),
                    ...(adminSecret !== '' && method === 'POST' && { 'x-hasura-admin-secret': adminSecret }),
                },
                body,
                timeoutSeconds: limit,
                signal: this.#signal,
            });
        }
        catch (error) {
            if (!(error instanceof HttpError))
                throw error;
            throw explainNoAnswer(error, this.#attempt(method, path, options.type, limit), this.#redactor);
        }
    }
    #attempt(method, path, type, timeoutSeconds) {
        const { endpoint, adminSecret } = this.#settings;
        return {
            tried: `${method} ${this.#redactor.text(endpoint)}${path}${type === undefined ? '' : ` (${type})`}`,
            timeoutSeconds: timeoutSeconds ?? this.#settings.timeoutSeconds,
            hasSecret: adminSecret !== '',
        };
    }
}

;// CONCATENATED MODULE: ./src/report/dependencies.ts


/** Types of relationships: a permission's filter may pass through one. */
const RELATIONSHIPS = new Set([
    'object_relation',
    'array_relation',
    'remote_relationship',
]);
/**
 * The key under which others find an object that they rest on. What drags nothing along has none.
 */
function keyOf(identity) {
    const { type, name, source } = identity;
    switch (type) {
        case 'source':
            return join('source', source);
        case 'table':
            return tableKey(source, identity.table?.text);
        case 'function':
            return join('function', source, identity.function?.text);
        case 'logical_model':
        case 'native_query':
            return join(type, source, name);
        case 'remote_schema':
            return join(type, identity.remoteSchema);
        case 'data_connector_agent':
        case 'inherited_role':
            return join(type, name);
        case 'custom_types':
            return type;
        case 'action':
            return join(type, identity.action);
        case 'query_collections':
            return join(type, identity.collection, name);
        case 'object_relation':
        case 'array_relation':
        case 'remote_relationship':
            return relationshipKey(source, identity.table?.text, name);
        default:
            return undefined;
    }
}
/** Keys of what an object lies in, the nearest first: its table, its remote schema, its source. */
function* containers(identity) {
    const { type, source } = identity;
    if (type !== 'table' && identity.table)
        yield tableKey(source, identity.table.text);
    if (type !== 'function' && identity.function)
        yield join('function', source, identity.function.text);
    if (identity.logicalModel)
        yield join('logical_model', source, identity.logicalModel);
    if (identity.nativeQuery)
        yield join('native_query', source, identity.nativeQuery);
    if (type !== 'remote_schema' && identity.remoteSchema !== undefined) {
        yield join('remote_schema', identity.remoteSchema);
    }
    if (type === 'action_permission')
        yield join('action', identity.action);
    if (type === 'action' || type === 'action_permission')
        yield 'custom_types';
    if (type !== 'source' && source !== undefined)
        yield join('source', source);
    if (type.startsWith('inherited role') && identity.name)
        yield join('inherited_role', identity.name);
}
/**
 * Keys of what an object refers to, out of its definition; and, where a definition names nothing,
 * of what its reason calls by kind and name.
 */
function* references(object, index) {
    const { identity } = object;
    const definition = asRecord(object.definition);
    const source = identity.source;
    if (definition) {
        yield* relationshipTargets(definition, source);
        yield* otherTargets(identity, definition);
        const table = tableKey(source, identity.table?.text);
        if (identity.type.endsWith('_permission') && index.tablesWithRelationships.has(table)) {
            for (const key of keysWithin(definition['permission'] ?? definition)) {
                yield relationshipKey(source, identity.table?.text, key);
            }
        }
    }
    const words = `${object.reason}\n${object.detail ?? ''}`;
    if (identity.type === 'source')
        yield* agentsNamedIn(words, index);
    for (const [kind, name] of namedInReason(object.reason)) {
        if (kind === 'table')
            yield tableKey(source, name);
        else if (kind === 'remote schema')
            yield join('remote_schema', name);
        else
            yield join(kind.replace(' ', '_'), source, name);
    }
}
function* relationshipTargets(definition, source) {
    const using = asRecord(definition['using']);
    const manual = asRecord(using?.['manual_configuration']);
    const foreignKey = asRecord(using?.['foreign_key_constraint_on']);
    if (manual)
        yield tableKey(asText(manual['source']) ?? source, tableText(manual['remote_table']));
    if (foreignKey)
        yield tableKey(source, tableText(foreignKey['table']));
    // A remote relationship's own definition lies one level deeper than the object's.
    for (const level of [definition, asRecord(definition['definition'])]) {
        const toSource = asRecord(level?.['to_source']);
        const toSchema = asRecord(level?.['to_remote_schema']);
        const schema = asText(toSchema?.['remote_schema']) ?? asText(level?.['remote_schema']);
        if (toSource) {
            const target = asText(toSource['source']);
            yield tableKey(target, tableText(toSource['table']));
            yield join('source', target);
        }
        if (schema !== undefined)
            yield join('remote_schema', schema);
    }
}
function* otherTargets(identity, definition) {
    const query = asRecord(asRecord(definition['definition'])?.['query']);
    if (query) {
        yield join('query_collections', asText(query['collection_name']), asText(query['query_name']));
    }
    if (identity.type === 'native_query') {
        yield join('logical_model', identity.source, asText(definition['returns']));
    }
    if (identity.type !== 'custom_types')
        return;
    for (const type of asList(definition['objects'])) {
        for (const relationship of asList(asRecord(type)?.['relationships'])) {
            const fields = asRecord(relationship);
            const source = asText(fields?.['source']) ?? 'default';
            yield tableKey(source, tableText(fields?.['remote_table']));
            yield join('source', source);
        }
    }
}
/** A source's definition is its name alone, so that only its reason can name its agent. */
function* agentsNamedIn(words, index) {
    for (const agent of index.agents.keys()) {
        if (words.includes(agent))
            yield join('data_connector_agent', agent);
    }
}
/** `table "author"`, `remote schema "payments"`: what a reason calls by its kind and name. */
function* namedInReason(reason) {
    for (const match of reason.matchAll(NAMED)) {
        const name = match[2] ?? match[3];
        if (match[1] !== undefined && name !== undefined)
            yield [match[1].toLowerCase(), name];
    }
}
const NAMED = /\b(table|remote schema|function|logical model)(?: named)?[ :]+(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')/gi;
/** All keys of a permission's filters; relationships stand among them. */
function* keysWithin(value) {
    if (Array.isArray(value)) {
        for (const item of value)
            yield* keysWithin(item);
        return;
    }
    for (const [key, child] of Object.entries(asRecord(value) ?? {})) {
        yield key;
        yield* keysWithin(child);
    }
}
const tableText = (raw) => qualifiedName(raw)?.text;
/** The key of a table. */
const tableKey = (source, table) => join('table', source, table);
const relationshipKey = (source, table, name) => join('relationship', source, table, name);
/** The separator is one that no database and no GraphQL name can hold. */
function join(...parts) {
    return parts.join('\u0000');
}

;// CONCATENATED MODULE: ./src/report/causes.ts

/**
 * Groups inconsistencies by cause: what an unreachable source, a missing table, a broken remote
 * schema, … drags along is listed under it. Dependence is read from identities and definitions;
 * only where a definition does not name what it refers to, a name in the reason that is itself
 * inconsistent settles it. The worst comes first: what drags most along.
 */
function groupByCause(objects) {
    const index = indexByKey(objects);
    const parents = new Map();
    for (const object of objects)
        parents.set(object, findParent(object, index));
    const dependents = new Map();
    for (const object of objects) {
        const root = rootOf(object, parents);
        const group = dependents.get(root) ?? [];
        dependents.set(root, group);
        if (root !== object)
            group.push(object);
    }
    return [...dependents]
        .map(([object, group]) => ({ object, dependents: group }))
        .sort((a, b) => b.dependents.length - a.dependents.length ||
        rank(a.object) - rank(b.object) ||
        compare(a.object.name, b.object.name));
}
function indexByKey(objects) {
    const byKey = new Map();
    const agents = new Map();
    const tablesWithRelationships = new Set();
    for (const object of objects) {
        for (const identity of object.members.length > 0 ? object.members : [object.identity]) {
            const key = keyOf(identity);
            if (key !== undefined && !byKey.has(key))
                byKey.set(key, object);
            if (identity.type === 'data_connector_agent' && identity.name !== undefined) {
                agents.set(identity.name, object);
            }
            if (RELATIONSHIPS.has(identity.type)) {
                tablesWithRelationships.add(tableKey(identity.source, identity.table?.text));
            }
        }
    }
    return { byKey, agents, tablesWithRelationships };
}
/** What an object rests on, the nearest first; the first that is inconsistent is its parent. */
function findParent(object, index) {
    const { identity } = object;
    const lookUp = (key) => {
        const found = index.byKey.get(key);
        return found === object ? undefined : found;
    };
    for (const key of containers(identity)) {
        const found = lookUp(key);
        if (found)
            return found;
    }
    if (object.members.length > 0)
        return undefined;
    for (const key of references(object, index)) {
        const found = lookUp(key);
        if (found)
            return found;
    }
    return undefined;
}
function rootOf(object, parents) {
    const seen = new Set([object]);
    let root = object;
    for (let up = parents.get(root); up && !seen.has(up); up = parents.get(root)) {
        seen.add(up);
        root = up;
    }
    return root;
}
const RANKS = [
    'source',
    'data_connector_agent',
    'remote_schema',
    'custom_types',
    'table',
    'action',
];
function rank(object) {
    const at = RANKS.indexOf(object.type);
    return at < 0 ? RANKS.length : at;
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: ./src/report/describe.ts
var describe = __nccwpck_require__(313);
;// CONCATENATED MODULE: ./src/report/healing.ts
/** Types that GraphQL Engine gives up on while another reload could bring them back. */
const REACHED_OVER_NETWORK = new Set([
    'source',
    'remote_schema',
    'data_connector_agent',
]);
/** Wordings of what waiting does not mend. They only save a wait: unknown ones are waited for. */
const LASTING = [
    /environment variable/i,
    /not a valid (?:url|uri)/i,
    /invalid (?:url|uri)/i,
    /password authentication failed|no password supplied/i,
    /inconsistent configuration|must be unique|already exists|conflict/i,
];
/** HTTP statuses of a remote that a while may mend; 4xx are the caller's own fault but for these. */
const LASTING_STATUS = /\b(?:status code|status|HTTP)\D{0,3}4(?!08|25|29)\d\d\b/i;
/**
 * Whether an inconsistency may heal by itself, so that another reload is worth its while: a
 * source, remote schema or data connector that could not be reached.
 */
function mayHeal(object) {
    if (!REACHED_OVER_NETWORK.has(object.type))
        return false;
    if (object.shape !== 'object' && object.shape !== 'legacy')
        return false;
    const words = `${object.reason}\n${object.detail ?? ''}`;
    return !LASTING.some((pattern) => pattern.test(words)) && !LASTING_STATUS.test(words);
}

;// CONCATENATED MODULE: ./src/hasura/heal.ts







/** Below this, another reload is not worth beginning. */
const SHORTEST_REMAINDER_SECONDS = 0.2;
/**
 * Reloads what may heal by itself, by name, until it has healed or the time is up: GraphQL Engine
 * never tries again on its own. What cannot heal is not waited for. Fills `findings`.
 */
async function heal(run, settings) {
    const started = performance.now();
    const deadline = new Deadline(settings.retryTimeoutSeconds);
    const { findings, log } = run;
    let sick = healable(findings.objects ?? [], settings.ignore);
    const everSick = new Map();
    for (let tries = 0; sick.length > 0; tries++) {
        for (const cause of sick)
            everSick.set(cause.object.name, cause);
        const wait = Math.min(backoffSeconds(tries), deadline.secondsLeft);
        if (wait < SHORTEST_REMAINDER_SECONDS)
            break;
        log.info(`${namesOf(sick)} may heal: reloading in ${wait.toFixed(1)} s (attempt ${findings.attempts + 1}).`);
        await sleep(wait, run.signal);
        await reloadAgain(run, sick, settings.scope);
        const objects = findings.objects ?? [];
        noteRecovered(run, everSick, objects, (performance.now() - started) / 1000);
        sick = healable(objects, settings.ignore);
        if (sick.length > 0 && deadline.secondsLeft < SHORTEST_REMAINDER_SECONDS)
            break;
    }
    if (sick.length > 0 && settings.retryTimeoutSeconds > 0) {
        log.info(`Gave up on ${namesOf(sick)} after ${findings.attempts} reloads: the input "retry-timeout" is ${settings.retryTimeoutSeconds} s.`);
    }
}
function healable(objects, ignore) {
    const { causes } = separateIgnored(groupByCause(objects), ignore);
    return causes.filter((cause) => mayHeal(cause.object));
}
async function reloadAgain(run, sick, full) {
    try {
        await reload(run, run.client.isVersion1 ? full : (onlyThese(sick) ?? full));
    }
    catch (error) {
        if (!(error instanceof HasuraError) || error.kind === 'cancelled')
            throw error;
        if (error.kind === 'not-exists') {
            run.log.info('A name has vanished from the metadata meanwhile: reloading everything.');
            await reload(run, full);
            return;
        }
        if (!TRANSIENT.has(error.kind))
            throw error;
        run.log.warning(`${error.message} What was known before still stands.`);
    }
}
/** The first reload had a verdict: one of these on the way to a better one does not undo it. */
const TRANSIENT = new Set([
    'connection-refused',
    'connection-reset',
    'name-not-found',
    'network-unreachable',
    'gateway',
    'too-many-requests',
    'conflict',
]);
/** The failing ones by name, and nothing else; `undefined` where the server names none of them. */
function onlyThese(sick) {
    const named = (type, nameOf) => {
        const names = sick
            .filter((cause) => cause.object.type === type)
            .flatMap((cause) => nameOf(cause.object) ?? []);
        return names.length > 0 ? names : false;
    };
    const sources = named('source', (object) => object.identity.source);
    const remoteSchemas = named('remote_schema', (object) => object.identity.remoteSchema);
    const dataConnectors = named('data_connector_agent', (object) => object.identity.name);
    if (!sources && !remoteSchemas && !dataConnectors)
        return undefined;
    return { sources, remoteSchemas, dataConnectors, recreateEventTriggers: false };
}
function noteRecovered(run, everSick, objects, seconds) {
    const { findings, log } = run;
    const still = new Set(objects.map((object) => object.name));
    // What came back and went again has not recovered.
    findings.recovered = findings.recovered.filter(({ object }) => !still.has(object.name));
    const known = new Set(findings.recovered.map(({ object }) => object.name));
    for (const [name, { object, dependents }] of everSick) {
        if (still.has(name) || known.has(name))
            continue;
        findings.recovered.push({
            object,
            dependents: dependents.length,
            attempt: findings.attempts,
            seconds,
        });
        log.info(`${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))} recovered at attempt ${findings.attempts}.`);
    }
}
function namesOf(causes) {
    const shown = causes.slice(0, 5).map(({ object }) => (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object)));
    const more = causes.length - shown.length;
    return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

;// CONCATENATED MODULE: ./src/hasura/wait.ts


/** A server that starts may leave a health check hanging; it is asked anew after this. */
const LONGEST_HEALTH_CHECK_SECONDS = 10;
const NOT_THERE_YET = new Set([
    ...NOT_ACCEPTED,
    'timeout',
    'gateway-timeout',
    'answer-cut',
]);
/**
 * Waits until a GraphQL Engine answers `/healthz`, for a container may still be starting; one with
 * inconsistent metadata counts. Where something else answers, a proxy that hides `/healthz` say,
 * there is nothing to wait for. Fails with the last error when the time is up.
 */
async function waitForServer(run) {
    const { client, waitDeadline, log, signal } = run;
    for (let tries = 0; waitDeadline.secondsLeft > 0; tries++) {
        const limit = Math.min(LONGEST_HEALTH_CHECK_SECONDS, waitDeadline.secondsLeft, run.timeoutSeconds);
        let why;
        let asked = 0;
        try {
            const health = await client.health(limit);
            if (health !== 'error')
                return;
            why = 'The server answers that its metadata storage fails.';
        }
        catch (error) {
            if (!(error instanceof HasuraError))
                throw error;
            // What is no answer of a server that starts is explained by the call that comes next.
            if (!NOT_THERE_YET.has(error.kind))
                return;
            asked = error.retryAfterSeconds ?? 0;
            why = error.message;
            if (Math.max(backoffSeconds(0, () => 0), asked) > waitDeadline.secondsLeft)
                throw error;
        }
        const wait = Math.min(Math.max(backoffSeconds(tries), asked), waitDeadline.secondsLeft);
        if (wait <= 0)
            return;
        log.info(`${why} Asking again in ${wait.toFixed(1)} s.`);
        await sleep(wait, signal);
    }
}

;// CONCATENATED MODULE: ./src/report/judge.ts



/**
 * Judges what a run found out. Fails closed: a failure, an answer that never came or a refusal
 * fails, whatever the settings tolerate.
 */
function judge(findings, settings, failure, durationSeconds) {
    const grouped = groupByCause(findings.objects ?? []);
    const { causes, ignored } = separateIgnored(grouped, settings.ignore);
    const count = causes.reduce((sum, cause) => sum + 1 + cause.dependents.length, 0);
    const refused = findings.applied === 'refused';
    const consistent = failure === undefined && findings.objects !== undefined && count === 0 && !refused;
    const warned = settings.failOnWarning && findings.warnings.length > 0;
    const failed = failure !== undefined ||
        findings.objects === undefined ||
        refused ||
        warned ||
        (count > 0 && settings.failOnInconsistency);
    return {
        findings,
        causes,
        ignored,
        inconsistencyCount: count,
        consistent,
        ...(failure && { failure }),
        failed,
        headline: headline(findings, causes, ignored, count, failure, warned),
        durationSeconds,
        locations: new Map(),
    };
}
function headline(findings, causes, ignored, count, failure, warned) {
    if (failure)
        return failure.message;
    const warnings = counted(findings.warnings.length, 'warning');
    if (findings.applied === 'refused') {
        return count === 0 && ignored.length === 0
            ? `Nothing was applied: the server refused the metadata for ${warnings}`
            : `Nothing was applied: the server refused the metadata${count > 0 ? ` for ${inconsistency(causes, count)}` : ', whose inconsistencies are all ignored here'}`;
    }
    if (count > 0)
        return `Hasura metadata is inconsistent: ${inconsistency(causes, count)}`;
    if (findings.objects === undefined)
        return 'The server gave no verdict on its metadata';
    const aside = ignored.length > 0 ? `, ${counted(ignored.length, 'ignored object')} aside` : '';
    const stale = findings.mayBeStale ? '; this may be the state from before the reload' : '';
    if (warned)
        return `Hasura metadata is consistent${aside}, but has ${warnings}, which fail it here${stale}`;
    return `Hasura metadata is consistent${aside}${stale}`;
}
/** `3 causes make 9 objects unavailable; the worst is remote schema payments-api`. */
function inconsistency(causes, count) {
    const worst = causes[0];
    if (!worst)
        return 'no object that it names';
    const name = (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(worst.object));
    if (count === 1)
        return `1 object is unavailable, ${name}`;
    const makes = causes.length === 1 ? '1 cause makes' : `${causes.length} causes make`;
    return `${makes} ${count} objects unavailable, the worst is ${name}`;
}
/** A number with its noun: `1 warning`, `2 warnings`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./src/report/locate.ts
/** More than this is shown nowhere with a line; finding lines means parsing files. */
const MOST_CAUSES = 60;
const MOST_DEPENDENTS = 50;
const MOST_LOCATED = 300;
/**
 * Adds the places of what a report shows, and only of that; what cannot be located has none. Of
 * several objects at odds the first that stands in the repository counts.
 */
function locateShown(report, locate) {
    const locations = new Map();
    for (const item of shown(report)) {
        if (locations.size >= MOST_LOCATED)
            break;
        for (const identity of identitiesOf(item)) {
            const location = locate(identity);
            if (!location)
                continue;
            locations.set(item, location);
            break;
        }
    }
    return { ...report, locations };
}
function* shown(report) {
    const causes = report.causes.slice(0, MOST_CAUSES);
    for (const { object } of causes)
        yield object;
    yield* report.findings.warnings.slice(0, MOST_CAUSES);
    for (const { object } of report.ignored.slice(0, MOST_CAUSES))
        yield object;
    for (const { dependents } of causes)
        yield* dependents.slice(0, MOST_DEPENDENTS);
}
function identitiesOf(item) {
    if ('members' in item)
        return item.members.length > 0 ? item.members : [item.identity];
    return item.identity ? [item.identity] : [];
}

;// CONCATENATED MODULE: ./src/main.ts











/**
 * The way through: load the project, wait for the server, apply if asked, reload, heal what can
 * heal, judge. Never fails: what goes wrong is the report's failure, beside all that is known.
 */
async function run(settings, around) {
    const started = performance.now();
    const findings = newFindings(settings);
    const redactor = createRedactor(settings.secrets);
    // Ends what still waits, the version's answer say, when the run is over or cannot go on.
    const work = new AbortController();
    const signal = AbortSignal.any([around.signal, work.signal]);
    const visit = {
        client: new MetadataClient(settings.server, redactor, signal),
        findings,
        log: around.log,
        signal,
        waitDeadline: new Deadline(settings.waitTimeoutSeconds),
        timeoutSeconds: settings.server.timeoutSeconds,
    };
    let project;
    let failure;
    try {
        [project] = await Promise.all([load(settings, around), waitForServer(visit)]);
        askVersion(visit);
        await doTheWork(settings, visit, project);
    }
    catch (error) {
        failure = failureOf(error, redactor, around.signal);
        const location = error instanceof HasuraError && error.path ? project?.locatePath(error.path) : undefined;
        if (location)
            failure = { ...failure, location };
    }
    finally {
        work.abort();
    }
    const seconds = (performance.now() - started) / 1000;
    const report = judge(findings, settings, failure, seconds);
    return project ? locateShown(report, project.locate) : report;
}
async function doTheWork(settings, visit, project) {
    const { findings, log } = visit;
    if (settings.apply && project) {
        const { allowInconsistentMetadata, failOnWarning } = settings;
        const { metadata } = project;
        await apply(visit, { metadata, allowInconsistentMetadata, failOnWarning });
        if (findings.applied !== 'applied')
            return;
    }
    if (!settings.reload) {
        await look(visit);
        return;
    }
    log.info('Reloading the metadata.');
    await reload(visit, settings.scope);
    const { ignore, retryTimeoutSeconds, scope } = settings;
    await heal(visit, { ignore, retryTimeoutSeconds, scope });
}
/** The report of a run that could not begin, since its inputs are no good. */
function reportWithoutRun(error, secrets) {
    const failure = failureOf(error, createRedactor(secrets), new AbortController().signal);
    const lenient = { ignore: [], failOnInconsistency: true, failOnWarning: false };
    return judge(nothingFound(), lenient, failure, 0);
}
/** Asked for beside the work and never waited for: without a version, nothing is lost. */
function askVersion({ client, findings, log }) {
    client.version().then((version) => {
        if (version !== undefined)
            findings.serverVersion = version;
    }, (error) => log.debug(`The server's version is not known: ${String(error)}`));
}
/** Loaded only where it is asked for: most runs need no YAML. */
async function load(settings, around) {
    if (settings.project === undefined)
        return undefined;
    const { loadProject } = await __nccwpck_require__.e(/* import() */ 351).then(__nccwpck_require__.bind(__nccwpck_require__, 9351));
    return loadProject(settings.project, { workspace: around.workspace });
}
/** What is known before anything was done. */
function newFindings(settings) {
    return {
        ...nothingFound(),
        server: createRedactor([])
            .text(settings.server.endpoint)
            .replace(/^https?:\/\//, ''),
        mode: settings.apply ? 'apply' : settings.reload ? 'reload' : 'look',
        applied: settings.apply ? 'not-applied' : 'not-asked',
    };
}
function nothingFound() {
    return {
        server: '',
        mode: 'look',
        recovered: [],
        warnings: [],
        applied: 'not-asked',
        attempts: 0,
        remarks: [],
        mayBeStale: false,
    };
}

;// CONCATENATED MODULE: ./src/reporters/escape.ts

/**
 * Text for the workflow's log, so that no line of it is a command: the runner takes `::` at the
 * start of a line, whatever blanks stand before it, and `##[` anywhere.
 */
function forLog(text) {
    return (0,visible/* visible */.R)(text)
        .replace(/^(\s*):(?=:)/gm, '$1: ')
        .replaceAll('##[', '# #[');
}
/** Text for one line of HTML: inside `<summary>` and `<b>`. */
function forHtml(text) {
    return disarm(oneLine(text))
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
/** Text for GitHub Flavored Markdown that stands where prose may: a paragraph, a table's cell. */
function forMarkdown(text) {
    return disarm((0,visible/* visible */.R)(text).trim())
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\\`*_[\]|~#$]/g, '\\$&')
        .replace(/^(\s*)([-+=])/gm, '$1\\$2')
        .replace(/^(\s*\d{1,9})([.)])/gm, '$1\\$2')
        .replaceAll('://', '&#58;//')
        .replace(/\b(www)\./gi, '$1&#46;')
        .replace(/[ \t]*\n[ \t]*/g, '<br>');
}
/** Text as a code span; blanks and line breaks become single blanks, as Markdown shows them. */
function asCode(text) {
    return `<code>${forHtml(text).replaceAll('|', '&#124;')}</code>`;
}
/** Text as a block of code, fenced by more back ticks than it has anywhere in a row. */
function asCodeBlock(text, language) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${(0,visible/* visible */.R)(text)}\n${fence}`;
}
/** A link whose text is already escaped. */
function asLink(escapedText, url) {
    const target = url.replace(/[()<>\s\\|"'`*_[\]]/g, (char) => encodeURIComponent(char).replace(/[()'*_]/g, percent));
    return `[${escapedText}](${target})`;
}
function percent(char) {
    return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
/** A zero-width space behind `@` and `#`: GitHub finds mentions and references in what it renders. */
function disarm(text) {
    return text.replace(/@(?=\w)/g, '@\u200b').replace(/#(?=\d)/g, '#\u200b');
}
function oneLine(text) {
    return (0,visible/* visible */.R)(text)
        .replace(/\s*\n\s*/g, ' ')
        .trim();
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./src/report/remedy.ts


/** What to do about a cause, in a sentence or two. */
function remedyFor(object) {
    const words = `${object.reason}\n${object.detail ?? ''}`;
    const variable = /environment variable ['"`]?([A-Za-z_][A-Za-z0-9_]*)/i.exec(words)?.[1];
    if (variable !== undefined) {
        return `Set the environment variable ${variable} where GraphQL Engine runs, restart it, then run this step again.`;
    }
    const byShape = SHAPE_REMEDIES[object.shape];
    if (byShape !== undefined)
        return byShape;
    if (mayHeal(object))
        return UNREACHABLE[object.type] ?? TRY_AGAIN;
    return TYPE_REMEDIES[object.type] ?? byFamily(object.type);
}
const TRY_AGAIN = 'Run this step again once it can be reached; Hasura does not retry by itself.';
const UNREACHABLE = {
    source: `See that the database runs and that GraphQL Engine reaches it with this user and password. ${TRY_AGAIN}`,
    remote_schema: `Start the service behind it, and see that GraphQL Engine reaches it. ${TRY_AGAIN}`,
    data_connector_agent: `Start the data connector agent, and see that GraphQL Engine reaches it. ${TRY_AGAIN}`,
};
const SHAPE_REMEDIES = {
    conflict: 'Rename one of them, or customize its root fields or type names, so that they no longer collide.',
    duplicate: 'Remove all definitions but one from the metadata.',
    'endpoint-path': "Correct the endpoint's URL: each segment named, each variable once.",
    'ambiguous-endpoints': 'Change the URL of one of the endpoints, so that no request fits both.',
    'inherited-permission': 'The parent roles allow different things here: define this permission for the inherited role itself, or make the parents agree.',
};
const TYPE_REMEDIES = {
    source: "Correct the source's configuration.",
    remote_schema: "Correct the remote schema's definition, or what its service answers to introspection.",
    table: 'Apply the migration that creates the table or view, or take it out of the metadata.',
    function: 'Apply the migration that creates the function, or take it out of the metadata.',
    native_query: 'Correct the query or its arguments, or take it out of the metadata.',
    logical_model: 'Correct its fields, or take it out of the metadata.',
    event_trigger: "Correct the event trigger's definition, or take it out of the metadata.",
    custom_types: 'Correct the types in actions.graphql: every action depends on them.',
    action: "Correct the action's arguments and output type in actions.graphql.",
    cron_trigger: "Correct the cron trigger's definition.",
    rest_endpoint: 'See that the query collection has the query that the endpoint names.',
    endpoint: 'See that the query collection has the query that the endpoint names.',
    inherited_role: 'See that the roles that it inherits from exist, and not from each other in a circle.',
    query_collections: 'Correct the query: what it asks for is not in the schema.',
    remote_relationship: 'Correct the relationship: its target has to exist, with fitting fields.',
    remote_schema_remote_relationship: 'Correct the relationship: its target has to exist, with fitting fields.',
    object_relation: 'Correct the relationship: the table and the columns that it uses have to exist and be tracked.',
    array_relation: 'Correct the relationship: the table and the columns that it uses have to exist and be tracked.',
    computed_field: 'See that the function exists and takes a row of the table.',
};
function byFamily(type) {
    if (type.endsWith('_permission')) {
        return 'Correct the permission: every column, relationship and field that it names has to exist.';
    }
    return 'Correct its definition in the metadata, or take it out.';
}
/** What to do about a warning; known codes have an answer of their own. */
function remedyForWarning(warning) {
    switch (warning.code ?? guessedCode(warning.message)) {
        case 'illegal-event-trigger-name':
            return 'Use only letters, digits, "_" and "-" in the name of an event trigger.';
        case 'source-cleanup-failed': {
            const place = warning.identity ? ` of ${(0,describe/* plain */.pj)((0,describe/* describe */.q0)(warning.identity))}` : '';
            return `SQL triggers${place} stay behind in the database and go on filling its event log: connect to it, and drop the functions "hdb_catalog.notify_hasura_<event trigger>_<operation>" with CASCADE.`;
        }
        case 'time-limit-exceeded-system-limit':
            return "Lower the time limit in api_limits.yaml to at most the system's.";
        case 'track-table-failed':
            return 'See that the table exists and is not tracked under another name.';
        case 'untrack-table-failed':
            return 'See what still depends on the table, and remove that first.';
        default:
            return 'See what the server says of it; it has applied the rest.';
    }
}
/** Servers from v2.16 to v2.24 send no code; only a remedy is guessed from the wording. */
function guessedCode(message) {
    if (/event trigger with name .* may not work/i.test(message))
        return 'illegal-event-trigger-name';
    if (/clean ?up|could not drop|sql triggers?/i.test(message))
        return 'source-cleanup-failed';
    return undefined;
}
/** Why an object is inconsistent, in a few words; the whole is in its reason and detail. */
function why(object) {
    const words = object.detail ?? object.reason;
    const inBrackets = /\(([A-Z][A-Za-z ]{3,60})\)/.exec(words)?.[1];
    if (object.host !== undefined && inBrackets !== undefined)
        return `${inBrackets}: ${object.host}`;
    const line = (object.host === undefined ? object.reason : words).split('\n', 1)[0] ?? '';
    return line.length > 200 ? `${line.slice(0, 199).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./src/report/serialize.ts


/** The whole report, for a file. Its `format` changes when a key is renamed or removed. */
function serializeReport(report) {
    const { findings } = report;
    return {
        format: 1,
        headline: report.headline,
        failed: report.failed,
        consistent: report.consistent,
        server: findings.server,
        server_version: findings.serverVersion ?? null,
        resource_version: findings.resourceVersion ?? null,
        mode: findings.mode,
        applied: findings.applied,
        attempts: findings.attempts,
        duration_seconds: Math.round(report.durationSeconds * 1000) / 1000,
        may_be_stale: findings.mayBeStale,
        remarks: findings.remarks,
        failure: report.failure
            ? { ...report.failure, location: report.failure.location ?? null }
            : null,
        inconsistency_count: report.inconsistencyCount,
        causes: report.causes.map((cause) => ({
            ...serializeObject(report, cause.object),
            remedy: remedyFor(cause.object),
            definition: cause.object.definition ?? null,
            ...cause.object.unforeseen,
            dependents: cause.dependents.map((object) => ({
                ...serializeObject(report, object),
                definition: object.definition ?? null,
                ...object.unforeseen,
            })),
        })),
        ignored: report.ignored.map(({ object, pattern }) => ({
            ...serializeObject(report, object),
            pattern,
        })),
        recovered: findings.recovered.map(({ object, dependents, attempt, seconds }) => ({
            ...serializeObject(report, object),
            dependents,
            attempt,
            seconds: Math.round(seconds * 1000) / 1000,
        })),
        warnings: findings.warnings.map((warning) => serializeWarning(report, warning)),
    };
}
/** Inconsistencies that count, causes before what they drag along, one after the other. */
function* serializeInconsistencies(report) {
    for (const cause of report.causes) {
        yield { ...serializeObject(report, cause.object), cause: null };
        yield* serializeDependents(report, cause);
    }
}
function* serializeDependents(report, cause) {
    for (const object of cause.dependents) {
        yield { ...serializeObject(report, object), cause: cause.object.name };
    }
}
function serializeObject(report, object) {
    return {
        type: object.type,
        name: object.name,
        description: (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object)),
        shape: object.shape,
        reason: object.reason,
        ...(object.detail !== undefined && { detail: object.detail }),
        ...located(report, object),
    };
}
/** A warning with its remedy and, where it is known, its line. */
function serializeWarning(report, warning) {
    return {
        code: warning.code ?? null,
        name: warning.name ?? null,
        message: warning.message,
        remedy: remedyForWarning(warning),
        ...located(report, warning),
    };
}
function located(report, item) {
    const location = report.locations.get(item);
    return location ? { file: location.file, line: location.line, column: location.column } : {};
}

;// CONCATENATED MODULE: ./src/reporters/annotations.ts





/**
 * What the runner keeps of a step: 10 of each level. `setFailed` is one of the errors.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
const MOST_NOTICES = 10;
/** The runner cuts longer messages. */
const LONGEST_MESSAGE = 4096;
/** A title is a line above the message. */
const LONGEST_TITLE = 120;
/** Renders a report as annotations: causes first, within the runner's limits. */
function renderAnnotations(report) {
    const { findings, failure } = report;
    const errors = capped(report.causes, MOST_ERRORS, (cause) => ofCause(report, cause), (rest) => ({
        level: 'error',
        title: `${counted(rest.length, 'more cause')}`,
        message: `The rest is in the job summary and in the log: ${rest.map((cause) => (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(cause.object))).join(', ')}`,
    }));
    if (failure?.location) {
        errors.push({
            level: 'error',
            title: 'Hasura metadata',
            message: failure.message,
            location: failure.location,
        });
    }
    const remarks = findings.remarks
        .slice(0, 2)
        .map((message) => ({ level: 'warning', title: 'Hasura metadata', message }));
    // One is left for a delivery to Sentry that fails.
    const room = MOST_WARNINGS - 1 - remarks.length;
    const warnings = capped(findings.warnings, room, (warning) => ofWarning(report, warning), (rest) => ({
        level: 'warning',
        title: `${counted(rest.length, 'more warning')}`,
        message: rest.map((warning) => warning.message).join('\n'),
    }));
    return [...errors, ...remarks, ...warnings, ...notices(report)];
}
const WRITERS = { error: error, warning: core_warning, notice: notice };
/** Writes annotations to the workflow. */
function writeAnnotations(annotations) {
    for (const { level, title, message, location } of annotations) {
        WRITERS[level](cut(forLog(message), LONGEST_MESSAGE), {
            title: cut(forLog(title).replaceAll('\n', ' '), LONGEST_TITLE),
            ...(location && {
                file: location.file,
                startLine: location.line,
                startColumn: location.column,
                ...(location.endLine !== undefined && { endLine: location.endLine }),
                ...(location.endColumn !== undefined && { endColumn: location.endColumn }),
            }),
        });
    }
}
function ofCause(report, cause) {
    const { object, dependents } = cause;
    const drags = dependents.length === 0
        ? []
        : [
            `Drags along ${counted(dependents.length, 'object')}: ${listed(dependents.map((one) => (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(one))))}`,
        ];
    const location = report.locations.get(object);
    return {
        level: 'error',
        title: `Inconsistent: ${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}`,
        message: [
            object.reason,
            ...(object.detail === undefined ? [] : [object.detail]),
            ...drags,
            remedyFor(object),
        ].join('\n'),
        ...(location && { location }),
    };
}
function ofWarning(report, warning) {
    const location = report.locations.get(warning);
    return {
        level: 'warning',
        title: `Metadata warning${warning.name === undefined ? '' : `: ${warning.name}`}`,
        message: `${warning.message}\n${remedyForWarning(warning)}`,
        ...(location && { location }),
    };
}
function notices(report) {
    const half = MOST_NOTICES / 2;
    return [
        ...capped(report.findings.recovered, half, ({ object, attempt, seconds }) => ({
            level: 'notice',
            title: `Recovered: ${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}`,
            message: `Reload ${attempt} brought it back, after ${seconds.toFixed(0)} s. It was: ${object.reason}`,
        }), (rest) => ({
            level: 'notice',
            title: `${rest.length} more recovered`,
            message: listed(rest.map(({ object }) => (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object)))),
        })),
        ...capped(report.ignored, half, ({ object, pattern }) => {
            const location = report.locations.get(object);
            return {
                level: 'notice',
                title: `Ignored: ${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}`,
                message: `${object.reason}\nIgnored by the pattern "${pattern}".`,
                ...(location && { location }),
            };
        }, (rest) => ({
            level: 'notice',
            title: `${rest.length} more ignored`,
            message: listed(rest.map(({ object }) => (0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object)))),
        })),
    ];
}
/** All of them where they fit; else one fewer than fit, and the rest counted in the last. */
function capped(items, most, one, rest) {
    if (items.length <= most)
        return items.map(one);
    return [...items.slice(0, most - 1).map(one), rest(items.slice(most - 1))];
}
const MOST_LISTED = 20;
function listed(names) {
    const more = names.length - MOST_LISTED;
    return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
function cut(text, longest) {
    return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}

;// CONCATENATED MODULE: ./src/reporters/context.ts
/** Reads the context out of the environment that GitHub's runner sets. */
function readWorkflowContext(env) {
    const serverUrl = env['GITHUB_SERVER_URL'];
    const repository = env['GITHUB_REPOSITORY'];
    const sha = env['GITHUB_SHA'];
    const run = env['GITHUB_RUN_ID'];
    return {
        ...(serverUrl && { serverUrl }),
        ...(repository && { repository }),
        ...(sha && { sha }),
        ...(serverUrl &&
            repository &&
            run && { runUrl: `${serverUrl}/${repository}/actions/runs/${run}` }),
    };
}
/** The address of a line at the commit; `undefined` outside GitHub Actions. */
function lineUrl(context, location) {
    const { serverUrl, repository, sha } = context;
    if (!serverUrl || !repository || !sha)
        return undefined;
    const path = location.file.split('/').map(encodeURIComponent).join('/');
    return `${serverUrl}/${repository}/blob/${sha}/${path}#L${location.line}`;
}
/** `file:line`, as editors and terminals know it. */
function placeOf(location) {
    return `${location.file}:${location.line}`;
}

;// CONCATENATED MODULE: ./src/reporters/outputs.ts

/**
 * GitHub takes 1 MB of outputs a job, measured as UTF-16: half of it is left to other steps.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_OUTPUT_CHARACTERS = 200_000;
/** Renders all outputs but `report-file`, whose path is given. */
function renderOutputs(report, reportFile) {
    const { findings } = report;
    const inconsistencies = jsonWithin(serializeInconsistencies(report), MOST_OUTPUT_CHARACTERS);
    const warnings = jsonWithin(findings.warnings.map((warning) => serializeWarning(report, warning)), MOST_OUTPUT_CHARACTERS);
    return {
        values: {
            consistent: String(report.consistent),
            'inconsistency-count': String(report.inconsistencyCount),
            inconsistencies: inconsistencies ?? '',
            'recovered-count': String(findings.recovered.length),
            applied: String(findings.applied === 'applied'),
            'warning-count': String(findings.warnings.length),
            warnings: warnings ?? '',
            'server-version': findings.serverVersion ?? '',
            'resource-version': findings.resourceVersion === undefined ? '' : String(findings.resourceVersion),
            'report-file': reportFile,
        },
        tooLarge: [
            ...(inconsistencies === undefined ? ['inconsistencies'] : []),
            ...(warnings === undefined ? ['warnings'] : []),
        ],
    };
}
/** A JSON array; `undefined` as soon as it grows too long, so that no more is built of it. */
function jsonWithin(items, most) {
    const parts = [];
    let length = 2;
    for (const item of items) {
        const part = JSON.stringify(item);
        length += part.length + 1;
        if (length > most)
            return undefined;
        parts.push(part);
    }
    return `[${parts.join(',')}]`;
}

;// CONCATENATED MODULE: ./src/reporters/markdown.ts



/** `select permission <b>clerk</b> on <b>orders</b> in <b>default</b>` */
function label(object) {
    return (0,describe/* describeObject */.v8)(object).map(labelPart).join(' ');
}
function labelPart(part) {
    return typeof part === 'string' ? forMarkdown(part) : `<b>${forMarkdown(part.name)}</b>`;
}
/** A link to the line at the commit; only its name outside GitHub. */
function place(context, location) {
    const { file } = location;
    const short = forMarkdown(placeOf({ ...location, file: file.slice(file.lastIndexOf('/') + 1) }));
    const url = lineUrl(context, location);
    return url === undefined ? forMarkdown(placeOf(location)) : asLink(short, url);
}

;// CONCATENATED MODULE: ./src/reporters/summary-details.ts





/** Renders one cause, folded: why, what to do, what depends on it, its definition. */
function renderDetails(report, context, cause, limits) {
    const { object, dependents } = cause;
    const name = (0,describe/* describeObject */.v8)(object)
        .map((part) => (typeof part === 'string' ? forHtml(part) : `<b>${forHtml(part.name)}</b>`))
        .join(' ');
    const others = dependents.length > 0 ? ` and ${counted(dependents.length, 'dependent')}` : '';
    return [
        `<details><summary>${name}${others}</summary>`,
        `> ${forMarkdown(object.reason)}`,
        ...(object.detail === undefined ? [] : [`> ${forMarkdown(object.detail)}`]),
        `**What to do:** ${forMarkdown(remedyFor(object))}`,
        ...(dependents.length > 0 && limits.dependents > 0
            ? [dependentsTable(report, context, cause, limits.dependents)]
            : []),
        ...definition(object.definition, limits.definitionBytes),
        ...(object.unforeseen ? definition(object.unforeseen, limits.definitionBytes) : []),
        '</details>',
    ].join('\n\n');
}
function dependentsTable(report, context, cause, most) {
    const shown = cause.dependents.slice(0, most);
    const located = shown.some((object) => report.locations.has(object));
    const rows = shown.map((object) => {
        const location = report.locations.get(object);
        const where = location ? place(context, location) : '';
        return located ? `| ${label(object)} | ${where} |` : `| ${label(object)} |`;
    });
    const more = cause.dependents.length - shown.length;
    return [
        located ? '| Depends on it | Where |' : '| Depends on it |',
        located ? '| --- | --- |' : '| --- |',
        ...rows,
        ...(more > 0 ? ['', `… and ${more} more.`] : []),
    ].join('\n');
}
function definition(value, mostBytes) {
    if (value === undefined || mostBytes === 0)
        return [];
    const json = JSON.stringify(value, null, 2);
    const shown = json.length > mostBytes ? `${json.slice(0, mostBytes).toWellFormed()}\n…` : json;
    return [asCodeBlock(shown, 'json')];
}

;// CONCATENATED MODULE: ./src/reporters/summary.ts





/**
 * The runner takes 1 MiB of a step's summary; a little is left for what stands there already.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_SUMMARY_BYTES = 1024 * 1024 - 4096;
const LEVELS = [
    { causes: 200, folded: 60, dependents: 50, definitionBytes: 4096, missing: '' },
    { causes: 200, folded: 60, dependents: 50, definitionBytes: 0, missing: 'definitions' },
    {
        causes: 100,
        folded: 20,
        dependents: 10,
        definitionBytes: 0,
        missing: 'definitions and many dependents',
    },
    { causes: 50, folded: 0, dependents: 0, definitionBytes: 0, missing: 'all but the first causes' },
    { causes: 5, folded: 0, dependents: 0, definitionBytes: 0, missing: 'nearly everything' },
];
/** Renders the job summary: the fullest that fits, which says what it had to leave out. */
function renderSummary(report, context, mostBytes = MOST_SUMMARY_BYTES) {
    let summary = '';
    for (const detail of LEVELS) {
        summary = renderAt(report, context, detail);
        if (Buffer.byteLength(summary) <= mostBytes)
            return summary;
    }
    // Only names of monstrous length come to this.
    return `## ❌ Hasura metadata\n\n${forMarkdown(report.headline.slice(0, 2000))}\n\nThe summary is too large to be shown: see the report file.\n`;
}
function renderAt(report, context, detail) {
    const { causes, findings, failure } = report;
    return `${[
        heading(report),
        ...(failure ? [`> ${forMarkdown(failure.message)}`] : []),
        ...(failure?.location ? [`In ${place(context, failure.location)}`] : []),
        ...(findings.objects ? [opening(report)] : []),
        ...findings.remarks.map((text) => `> ⚠️ ${forMarkdown(text)}`),
        ...(detail.missing === ''
            ? []
            : [
                `> This summary leaves out ${detail.missing}, to stay below GitHub's limit of 1 MiB: the whole is in the report file.`,
            ]),
        ...(causes.length > 0 ? [table(report, context, detail.causes)] : []),
        ...causes.slice(0, detail.folded).map((cause) => renderDetails(report, context, cause, detail)),
        ...(findings.warnings.length > 0 ? [warnings(report, context, detail.causes)] : []),
        ...aside(report, detail.causes),
        footer(report, context),
    ].join('\n\n')}\n`;
}
function heading(report) {
    const { findings, failure, inconsistencyCount } = report;
    if (failure) {
        return findings.mode === 'apply' && findings.applied !== 'applied'
            ? '## ❌ Hasura metadata could not be applied'
            : '## ❌ Hasura metadata could not be checked';
    }
    if (findings.applied === 'refused')
        return '## ❌ Nothing was applied: the server refused the metadata';
    if (inconsistencyCount > 0)
        return `## ${report.failed ? '❌' : '⚠️'} Hasura metadata is inconsistent`;
    if (report.failed)
        return '## ❌ Hasura metadata has warnings';
    return `## ${findings.mayBeStale ? '⚠️' : '✅'} Hasura metadata is consistent`;
}
function opening(report) {
    const { causes, findings, ignored, inconsistencyCount: count } = report;
    const server = `<code>${forHtml(findings.server)}</code>`;
    const asides = [
        findings.recovered.length > 0 && `${counted(findings.recovered.length, 'object')} recovered`,
        ignored.length > 0 && `${counted(ignored.length, 'object')} ignored`,
        findings.warnings.length > 0 && counted(findings.warnings.length, 'warning'),
    ].filter(Boolean);
    const more = asides.length > 0 ? ` ${asides.join(', ')}.` : '';
    if (count === 0) {
        return findings.applied === 'refused'
            ? `The server ${server} keeps what it had.${more}`
            : `Every object in the metadata of ${server} is available${ignored.length > 0 ? ', but for those ignored' : ''}.${more}`;
    }
    const objects = `**${counted(count, 'object')}**`;
    const makes = causes.length === 1 ? '**1 cause** makes' : `**${causes.length} causes** make`;
    return findings.applied === 'refused'
        ? `**${counted(causes.length, 'cause')}** would make ${objects} unavailable; ${server} keeps what it had.${more}`
        : `${makes} ${objects} unavailable on ${server}.${more}`;
}
function table(report, context, most) {
    const { causes } = report;
    const located = causes.slice(0, most).some((cause) => report.locations.has(cause.object));
    const rows = causes.slice(0, most).map((cause) => {
        const cells = [label(cause.object), forMarkdown(why(cause.object)), dragged(cause)];
        return row(located ? [...cells, placeCell(report, context, cause.object)] : cells);
    });
    const head = ['Cause', 'Why', 'Drags along', ...(located ? ['Where'] : [])];
    const more = causes.length - rows.length;
    return [
        row(head),
        row(head.map(() => '---')),
        ...rows,
        ...(more > 0 ? ['', `… and ${counted(more, 'more cause')}.`] : []),
    ].join('\n');
}
function warnings(report, context, most) {
    const list = report.findings.warnings;
    const rows = list
        .slice(0, most)
        .map((warning) => row([
        forMarkdown(warning.message),
        [
            warning.name === undefined ? '' : forMarkdown(warning.name),
            placeCell(report, context, warning),
        ]
            .filter((part) => part !== '')
            .join(' · '),
        forMarkdown(remedyForWarning(warning)),
    ]));
    const more = list.length - rows.length;
    return [
        `### ⚠️ ${counted(list.length, 'warning')} from <code>replace_metadata</code>`,
        '',
        row(['Warning', 'Object', 'What to do']),
        row(['---', '---', '---']),
        ...rows,
        ...(more > 0 ? ['', `… and ${more} more.`] : []),
    ].join('\n');
}
/** What does not count against the verdict, folded. */
function aside(report, most) {
    const { ignored } = report;
    const { recovered } = report.findings;
    if (recovered.length === 0 && ignored.length === 0)
        return [];
    const counts = [
        recovered.length > 0 && `${recovered.length} recovered`,
        ignored.length > 0 && `${ignored.length} ignored`,
    ].filter(Boolean);
    const lines = [
        ...recovered.slice(0, most).map(({ object, attempt, seconds, dependents }) => {
            const others = dependents > 0 ? ` with ${counted(dependents, 'dependent')}` : '';
            return `- ${label(object)}${others} recovered at attempt ${attempt}, after ${seconds.toFixed(0)} s`;
        }),
        ...ignored
            .slice(0, most)
            .map(({ object, pattern }) => `- ${label(object)} (ignored by <code>${forHtml(pattern)}</code>)`),
    ];
    const more = recovered.length + ignored.length - lines.length;
    if (more > 0)
        lines.push(`- … and ${more} more`);
    return [`<details><summary>${counts.join(', ')}</summary>`, lines.join('\n'), '</details>'];
}
function footer(report, context) {
    const { findings, durationSeconds } = report;
    const parts = [
        `${DONE[findings.mode]} in ${durationSeconds.toFixed(1)} s`,
        ...(findings.attempts > 1 ? [`${findings.attempts} reloads`] : []),
        forHtml(findings.server),
        ...(findings.serverVersion ? [`GraphQL Engine ${forHtml(findings.serverVersion)}`] : []),
        ...(findings.resourceVersion === undefined
            ? []
            : [`resource version ${findings.resourceVersion}`]),
        ...(context.runUrl ? [`<a href="${forHtml(context.runUrl)}">this run</a>`] : []),
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}
const DONE = {
    look: 'Looked, nothing reloaded,',
    reload: 'Reloaded',
    apply: 'Applied and reloaded',
};
/** `2 permissions, 1 relationship`: kinds of what is dragged along, the most frequent first. */
function dragged(cause) {
    const counts = new Map();
    for (const { type } of cause.dependents) {
        const noun = nounOf(type);
        counts.set(noun, (counts.get(noun) ?? 0) + 1);
    }
    return [...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([noun, count]) => forMarkdown(counted(count, noun)))
        .join(', ');
}
function nounOf(type) {
    if (type.endsWith('permission') || type.startsWith('inherited role'))
        return 'permission';
    if (type.endsWith('_relation') || type.endsWith('relationship'))
        return 'relationship';
    return NOUNS[type] ?? type.replaceAll('_', ' ');
}
const NOUNS = {
    rest_endpoint: 'REST endpoint',
    endpoint: 'REST endpoint',
    query_collections: 'saved request',
};
function placeCell(report, context, item) {
    const location = report.locations.get(item);
    return location ? place(context, location) : '';
}
function row(cells) {
    return `| ${cells.join(' | ')} |`;
}

;// CONCATENATED MODULE: ./src/reporters/text.ts




/** More is in the summary and in the report file; a log of thousands of lines helps nobody. */
const text_MOST_CAUSES = 100;
const text_MOST_DEPENDENTS = 50;
/** Renders a report as text for a log or a terminal; the last group is the verdict. */
function renderText(report) {
    const { causes, findings, ignored } = report;
    const groups = causes.slice(0, text_MOST_CAUSES).map((cause) => text_ofCause(report, cause));
    if (causes.length > text_MOST_CAUSES) {
        groups.push({
            heading: `${counted(causes.length - text_MOST_CAUSES, 'more cause')}: see the report file`,
            lines: [],
        });
    }
    if (findings.warnings.length > 0) {
        groups.push({
            heading: counted(findings.warnings.length, 'warning'),
            lines: findings.warnings
                .slice(0, text_MOST_CAUSES)
                .flatMap((warning) => text_ofWarning(report, warning)),
        });
    }
    if (findings.recovered.length > 0) {
        groups.push({
            heading: `${findings.recovered.length} recovered`,
            lines: findings.recovered.map(({ object, attempt, seconds, dependents }) => `${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}${dependents > 0 ? ` and ${counted(dependents, 'dependent')}` : ''}, at attempt ${attempt}, after ${seconds.toFixed(0)} s`),
        });
    }
    if (ignored.length > 0) {
        groups.push({
            heading: `${ignored.length} ignored`,
            lines: ignored
                .slice(0, text_MOST_CAUSES)
                .map(({ object, pattern }) => `${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}, by "${pattern}"`),
        });
    }
    return groups;
}
/** The last lines of a log: which server, and how it went. */
function renderFooter(report) {
    const { findings, durationSeconds } = report;
    const parts = [
        `${text_DONE[findings.mode]} in ${durationSeconds.toFixed(1)} s`,
        findings.serverVersion && `GraphQL Engine ${findings.serverVersion}`,
        findings.resourceVersion !== undefined && `resource version ${findings.resourceVersion}`,
        findings.server,
    ];
    return parts.filter(Boolean).join(' · ');
}
const text_DONE = { look: 'Looked', reload: 'Reloaded', apply: 'Applied and reloaded' };
function text_ofCause(report, cause) {
    const { object, dependents } = cause;
    const heading = `${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object))}: ${why(object)}${dependents.length > 0 ? ` (and ${counted(dependents.length, 'dependent')})` : ''}`;
    const more = dependents.length - text_MOST_DEPENDENTS;
    return {
        heading,
        lines: [
            object.reason,
            ...(object.detail === undefined ? [] : [object.detail]),
            ...placeLines(report, object),
            ...(dependents.length > 0 ? ['Drags along:'] : []),
            ...dependents
                .slice(0, text_MOST_DEPENDENTS)
                .map((one) => `  - ${(0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(one))}${placeSuffix(report, one)}`),
            ...(more > 0 ? [`  … and ${more} more`] : []),
            `What to do: ${remedyFor(object)}`,
        ],
    };
}
function text_ofWarning(report, warning) {
    const name = warning.name === undefined ? '' : `${warning.name}: `;
    return [
        `${name}${warning.message}${placeSuffix(report, warning)}`,
        `  What to do: ${remedyForWarning(warning)}`,
    ];
}
function placeLines(report, object) {
    const location = report.locations.get(object);
    return location ? [`At ${placeOf(location)}`] : [];
}
function placeSuffix(report, item) {
    const location = report.locations.get(item);
    return location ? ` (${placeOf(location)})` : '';
}

;// CONCATENATED MODULE: ./src/reporters/workflow.ts











/** What Sentry gets of the second that a cancelled job has. */
const CANCELLED_SENTRY_MS = 500;
/**
 * Tells a workflow of a report, in all its ways, and gives why the step is to fail. A way that
 * fails does not keep the others from being gone, and fails the step; Sentry only warns.
 */
async function tell(report, ways, sentry) {
    const troubles = [];
    const guarded = async (what, write) => {
        try {
            await write();
        }
        catch (error) {
            troubles.push(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
        }
    };
    const delivery = sentry?.report(report, ways.cancelled ? CANCELLED_SENTRY_MS : undefined);
    await guarded('The log', () => writeLog(report));
    if (ways.annotations)
        await guarded('The annotations', () => writeAnnotations(renderAnnotations(report)));
    if (ways.jobSummary)
        await guarded('The job summary', () => writeSummary(report));
    await guarded('The outputs', () => writeOutputs(report));
    for (const warning of (await delivery) ?? [])
        core_warning(forLog(warning), { title: 'Sentry' });
    const verdict = report.failed ? [report.headline] : [];
    const failures = [...verdict, ...troubles];
    return failures.length > 0 ? failures.join('\n') : undefined;
}
function writeLog(report) {
    for (const { heading, lines } of renderText(report)) {
        startGroup(forLog(heading).replaceAll('\n', ' '));
        for (const line of lines)
            info(forLog(line));
        endGroup();
    }
    // A failed run's headline is its error, which comes last.
    if (!report.failed)
        info(forLog(report.headline));
    info(forLog(renderFooter(report)));
}
async function writeSummary(report) {
    if (!process.env['GITHUB_STEP_SUMMARY']) {
        info('No job summary: GITHUB_STEP_SUMMARY is not set.');
        return;
    }
    const summary = renderSummary(report, readWorkflowContext(process.env));
    await summary_summary.addRaw(summary).write();
}
async function writeOutputs(report) {
    const folder = await (0,external_node_fs_promises_namespaceObject.mkdtemp)((0,external_node_path_.join)(process.env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'hasura-metadata-'));
    const reportFile = (0,external_node_path_.join)(folder, 'report.json');
    await (0,external_node_fs_promises_namespaceObject.writeFile)(reportFile, JSON.stringify(serializeReport(report)));
    const { values, tooLarge } = renderOutputs(report, reportFile);
    for (const [name, value] of Object.entries(values))
        setOutput(name, value);
    for (const name of tooLarge) {
        info(`The output "${name}" is empty: it would be too large for GitHub; all of it is in ${reportFile}.`);
    }
}

;// CONCATENATED MODULE: ./src/action.ts







/** Runs the action: reads its inputs, makes one run, tells of it, and fails the step last. */
async function runAction() {
    const secrets = findSecrets(readInput);
    for (const secret of secrets.flatMap(formsOfSecret))
        core_setSecret(secret);
    const redactor = createRedactor(secrets);
    const cancelled = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.once(name, () => cancelled.abort());
    let failure;
    try {
        failure = await runWith(secrets, cancelled.signal);
    }
    catch (error) {
        core_debug(forLog(redactor.text(error instanceof Error ? (error.stack ?? '') : '')));
        failure = error instanceof Error ? error.message : String(error);
    }
    if (failure !== undefined)
        setFailed(forLog(redactor.text(failure)));
}
/** Gives why the step fails; `undefined` when it does not. */
async function runWith(secrets, signal) {
    let settings;
    try {
        settings = readSettings(readInput);
    }
    catch (error) {
        return tell(reportWithoutRun(error, secrets), { annotations: true, jobSummary: true });
    }
    for (const note of settings.notes)
        info(forLog(note));
    const sentry = settings.sentry && openSentry(settings.sentry);
    const workspace = process.env['GITHUB_WORKSPACE'] || process.cwd();
    const report = await run(settings, { log, signal, workspace });
    const { annotations, jobSummary } = settings;
    return tell(report, { annotations, jobSummary, cancelled: signal.aborted }, await sentry);
}
/** Sentry is loaded beside the run, and only with a DSN. */
async function openSentry(settings) {
    const { openSentry: open } = await __nccwpck_require__.e(/* import() */ 624).then(__nccwpck_require__.bind(__nccwpck_require__, 8243));
    const sentry = await open(settings, process.env);
    sentry.startCheckIn();
    return sentry;
}
/** An input as the runner hands it over, else the environment variable that stands in for it. */
function readInput(name) {
    const given = process.env[`INPUT_${name.toUpperCase()}`]?.trim();
    if (given)
        return given;
    const { env = [] } = INPUTS[name];
    return env.map((variable) => process.env[variable]?.trim()).find(Boolean);
}
/** The runner's own annotations are few: progress goes into the log alone. */
const log = {
    info: (text) => info(forLog(text)),
    warning: (text) => info(forLog(`Warning: ${text}`)),
    debug: (text) => core_debug(forLog(text)),
};


/***/ }),

/***/ 9407:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3685);

await (0,_action_js__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 313:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   v8: () => (/* binding */ describeObject)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(776);

/**
 * Describes an object in words: `select permission **clerk** on **orders** in default`.
 * The names are somebody else's text: escape them for where they go.
 */
function describe(identity) {
    const words = TYPE_WORDS[identity.type] ?? identity.type.replaceAll('_', ' ');
    const parts = [words];
    const say = (word, name) => {
        if (name !== undefined)
            parts.push(word, { name: (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .R)(name) });
    };
    const own = identity.name ?? identity.action;
    if (identity.type === 'action_permission') {
        say('', identity.name);
        say('of action', identity.action);
        return tidy(parts);
    }
    say('', own);
    say(own === undefined ? '' : 'on type', identity.typeName);
    say(parts.length > 1 ? 'on' : '', identity.table?.text);
    say(parts.length > 1 ? 'for function' : '', identity.function?.text);
    say('of logical model', identity.logicalModel);
    say('of native query', identity.nativeQuery);
    say(parts.length > 1 ? 'in remote schema' : '', identity.remoteSchema);
    say(parts.length > 1 ? 'in collection' : '', identity.collection);
    say(parts.length > 1 ? 'in' : '', identity.source);
    return tidy(parts);
}
/** Describes an inconsistency; where several objects are at odds, the first and how many more. */
function describeObject(object) {
    const [first, ...others] = object.members;
    if (!first) {
        const parts = describe(object.identity);
        // Nothing but the type is known: what the server calls it says more.
        return parts.length > 1 || object.type === 'custom_types' ? parts : [{ name: object.name }];
    }
    const word = SHAPE_WORDS[object.shape];
    const parts = word ? [word, ...describe(first)] : describe(first);
    if (others.length === 1 && others[0])
        parts.push('and', ...describe(others[0]));
    else if (others.length > 1)
        parts.push(`and ${others.length} others`);
    return parts;
}
/** A description as one line of plain text. */
function plain(parts) {
    return parts.map((part) => (typeof part === 'string' ? part : part.name)).join(' ');
}
const TYPE_WORDS = {
    object_relation: 'object relationship',
    array_relation: 'array relationship',
    rest_endpoint: 'REST endpoint',
    endpoint: 'REST endpoint',
    query_collections: 'query',
    remote_schema_permission: 'permission of role',
    function_permission: 'permission of role',
    action_permission: 'permission of role',
    remote_schema_remote_relationship: 'remote relationship',
    'inherited role permission inconsistency': 'inherited permission of role',
    open_telemetry: 'OpenTelemetry',
};
const SHAPE_WORDS = {
    conflict: 'conflict of',
    duplicate: 'duplicate',
    'ambiguous-endpoints': 'ambiguous',
};
function tidy(parts) {
    return parts.filter((part) => part !== '');
}


/***/ }),

/***/ 776:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ visible)
/* harmony export */ });
/**
 * The text as it may be shown: terminal escapes and control characters gone, characters that turn
 * the direction of writing gone, halves of surrogate pairs replaced. Line breaks and tabs stay.
 */
function visible(text) {
    // Most texts are harmless, and one look is cheaper than five replacements.
    if (!HARMFUL.test(text))
        return text;
    return text
        .toWellFormed()
        .replace(TERMINAL_ESCAPE, '')
        .replace(/\r\n?/g, '\n')
        .replace(CONTROL, '');
}
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]/;
/** CSI, OSC and two-character sequences: colours, cursor movements, window titles, links. */
const TERMINAL_ESCAPE = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 8167:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("worker_threads");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9407);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
