import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { AnswerFault } from './answer.ts'
import type { PreparedAnswer } from './prepare-answer.ts'

type Fail = (socket: Socket, answer: PreparedAnswer, response: ServerResponse) => void

const FAILURES: Readonly<Record<AnswerFault, Fail>> = {
  reset: (socket) => socket.resetAndDestroy(),
  close: (socket) => socket.destroySoon(),
  hang: () => {
    // The connection stays as it is until the client gives up or the stub is closed.
  },
  cut(socket, answer, response) {
    const bytes = Buffer.from(answer.payload ?? '')
    response.writeHead(answer.status, answer.headers as string[])
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.resetAndDestroy())
  },
  garbage(socket) {
    socket.write(Buffer.from('\u0000\u0001SSH-2.0-not-http\r\n\u0002\u0003', 'latin1'))
    socket.destroySoon()
  },
}

/** Lets a connection fail, when it is the turn of this response to use it: requests may be pipelined. */
export function failConnection(fault: AnswerFault, answer: PreparedAnswer, response: ServerResponse): void {
  const fail = (socket: Socket) => FAILURES[fault](socket, answer, response)
  if (response.socket === null) response.once('socket', fail)
  else fail(response.socket)
}
