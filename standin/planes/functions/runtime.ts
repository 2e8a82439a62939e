/** The program that runs a handler, as AWS Lambda's runtime for Node.js does: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */

/**
 * Written into a file of its own and started with the port and the word by which it reports to the stand-in. It takes one line of
 * JSON for each invocation and answers with lines: `log` for what the handler says, `result` or `error` at its end, `broken` where
 * the handler cannot be loaded. No path of this machine gets into what it tells: the code lies in /var/task, as on AWS.
 */
export const runtimeProgram = String.raw`
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'node:util';
import { pathToFileURL } from 'node:url';

const [port, word] = process.argv.slice(2);
const task = process.cwd();
const socket = connect(Number(port), '127.0.0.1');
const tell = (message) => socket.write(JSON.stringify(message) + '\n');
let current;

const outside = (text) => String(text).split('file://' + task).join('file:///var/task').split(task).join('/var/task');
const described = (error) => {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: outside(typeof error === 'string' ? error : format(error)), trace: [] };
  const lines = (error.stack ?? '').split('\n');
  const ours = lines.findIndex((line) => line.includes(import.meta.url));
  const trace = outside(lines.slice(0, ours < 0 ? undefined : ours).filter((line) => !line.includes('node:')).join('\n')).split('\n');
  return { errorType: error.errorType ?? error.name, errorMessage: outside(error.message), trace };
};
const failing = (errorType, message) => Object.assign(new Error(message), { errorType, name: errorType });

const write = (text) => { if (current) tell({ log: outside(text) }); return true; };
process.stdout.write = (text) => write(String(text));
process.stderr.write = (text) => write(String(text));
for (const [method, level] of [['log', 'INFO'], ['info', 'INFO'], ['debug', 'DEBUG'], ['trace', 'TRACE'], ['warn', 'WARN'], ['error', 'ERROR']]) {
  console[method] = (...words) => write([current?.time, current?.requestId, level, format(...words)].join('\t') + '\n');
}

const load = async () => {
  const said = process.env._HANDLER ?? '';
  const [, file, name] = /^(.*)\.([^./]+)$/.exec(said) ?? [];
  if (!file) throw failing('Runtime.MalformedHandlerName', 'Bad handler');
  const path = ['', '.js', '.mjs', '.cjs'].map((ending) => task + '/' + file + ending).find((one, place) => place > 0 && existsSync(one));
  if (!path) throw failing('Runtime.ImportModuleError', "Error: Cannot find module '" + file.split('/').pop() + "'");
  let loaded;
  try {
    loaded = path.endsWith('.cjs') ? createRequire(path)(path) : await import(pathToFileURL(path));
  } catch (error) {
    if (error instanceof SyntaxError) throw failing('Runtime.UserCodeSyntaxError', 'SyntaxError: ' + error.message);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') throw failing('Runtime.ImportModuleError', 'Error: ' + outside(error.message).split('\n')[0]);
    throw error;
  }
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== 'function') throw failing('Runtime.HandlerNotFound', said + ' is undefined or not exported');
  if (handler.length > 2 && process.env.AWS_EXECUTION_ENV === 'AWS_Lambda_nodejs24.x') {
    throw failing('Runtime.CallbackHandlerDeprecated', 'ERROR: AWS Lambda does not support callback-based function handlers when using Node.js 24.');
  }
  return handler;
};

const contextOf = ({ requestId, arn, milliseconds, clientContext }) => ({
  awsRequestId: requestId,
  invokedFunctionArn: arn,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  callbackWaitsForEmptyEventLoop: true,
  ...(clientContext && { clientContext }),
  getRemainingTimeInMillis: () => milliseconds,
});

const run = (handler, invocation) => new Promise((resolve, reject) => {
  const callback = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
  const answer = handler(JSON.parse(invocation.event), contextOf(invocation), callback);
  if (handler.length < 3 || typeof answer?.then === 'function') Promise.resolve(answer).then(resolve, reject);
});

const end = (error) => {
  tell({ error: { ...described(error), errorType: 'Runtime.UnhandledPromiseRejection' } });
  current = undefined;
};
process.on('unhandledRejection', (error) => (current ? end(error) : undefined));

let handler;
let broken;
try {
  handler = await load();
} catch (error) {
  broken = described(error);
}
tell({ word, ...(broken && { broken }) });

for await (const line of createInterface({ input: socket })) {
  const invocation = JSON.parse(line);
  current = invocation;
  try {
    const value = await run(handler, invocation);
    const text = JSON.stringify(value === undefined ? null : value);
    if (current === invocation) tell({ result: text === undefined ? 'null' : text });
  } catch (error) {
    if (current === invocation) tell({ error: described(error) });
  }
  current = undefined;
}
process.exit(0);
`;
