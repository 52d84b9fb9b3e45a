/** Runs cpython.py, and hands on what the bench says to it and what it says. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTold, say } from '../programs/common.ts'
import { peerArgs, ready } from './common.ts'

const { role, port, bodyBytes } = peerArgs()
const script = join(import.meta.dirname, 'cpython.py')
const python = spawn('python3', [script, role, String(port), String(bodyBytes)], { stdio: ['pipe', 'pipe', 'inherit'] })

process.once('exit', () => { python.kill('SIGKILL') })
onTold('run', ({ tasks }) => { python.stdin.write(`${tasks as number}\n`) })

createInterface(python.stdout).on('line', (line) => {
  if (line === 'ready') {
    ready()
  } else {
    say('ran', { ms: Number(line) * 1_000 })
  }
})
