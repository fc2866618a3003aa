import { createServer } from 'node:http'

/** Answers JSON with what `respond(method, path, body)` gives: `[status, body]`. */
export function serve(respond) {
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request)
    const body = chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks))
    const [status, answer] =
      request.url === '/health'
        ? [200, {}]
        : await respond(request.method, request.url, body, request.headers)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  server.listen(Number(process.env.PORT), '127.0.0.1')
  process.once('SIGTERM', () => process.exit(0))
}
