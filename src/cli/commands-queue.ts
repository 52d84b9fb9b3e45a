/** The queue of commands that travel: `peerq map -- CMD` puts them in, `peerq join` runs them. `peerq serve` always has it. */
export const COMMANDS_QUEUE = 'commands'
