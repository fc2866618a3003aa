import { spawn } from 'node:child_process'

// As classic daemons do: a child in a session of its own stays, the one that was started leaves.
spawn(process.execPath, ['well-behaved.mjs'], { detached: true, stdio: 'ignore' }).unref()
console.log('moved to the background')
