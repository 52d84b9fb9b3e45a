#!/usr/bin/env node
// What npm links as `peerq`. It says one sentence on a Node.js that is too old: before that is
// known nothing else may be linked (src/check-node.ts), so everything comes by import().
try {
  await import('../check-node.ts')
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
} catch (err) {
  console.error(`peerq: ${(err as Error).message}`)
  process.exitCode = 1
}

// makes it a module for tools that look
export {}
