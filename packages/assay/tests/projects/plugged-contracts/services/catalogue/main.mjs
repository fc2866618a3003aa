import { createServer } from 'node:http'

const products = new Map()

createServer((request, response) => {
  if (request.url === '/health') return response.writeHead(200).end()
  if (request.method === 'PUT') {
    const [, id, name] = request.url.split('/')
    products.set(id, name)
    return response.writeHead(204).end()
  }
  const id = request.url.split('/').at(-1)
  const name = products.get(id)
  if (name === undefined) return response.writeHead(404).end()
  // Which misbehaviour is tried is chosen by the test that runs this project.
  const shown = process.env.ODD === 'renames' ? `title=${name}` : `name=${name}`
  response.writeHead(200, { 'content-type': 'application/x-pairs' }).end(`id=${id};${shown}`)
}).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
