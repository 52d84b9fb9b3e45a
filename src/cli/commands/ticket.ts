import { defineCommand } from '../command.ts'
import { connectionOptions, findWay, withClient } from '../connection.ts'
import { UsageError } from '../explain.ts'
import type { ConnectionOptions, Way } from '../connection.ts'
import type { TicketContent } from '../../node/ticket.ts'

export const ticket = defineCommand<ConnectionOptions>({
  name: 'ticket',
  group: 'Farm',
  summary: 'put farm, key, address and peer id into one string to paste',
  details: 'Asks the coordinator who it is, so that whoever joins by the ticket meets no other. It holds the key: it is a password. ' +
    'A ticket that is given already is looked at, and printed once more if it leads there.',
  options: connectionOptions(),
  examples: [['peerq ticket --key-file farm.key --address 192.168.1.10', 'for peerq join, and for PEERQ_TICKET']],

  async run (call) {
    const way = findWay(call.options, process.env)

    if (way.ticket === undefined && way.address === undefined) {
      throw new UsageError('a ticket says where the coordinator is', 'give the address under which others reach it: --address HOST:PORT')
    }

    const text = await withClient(call, async ({ coordinatorId }) => way.ticket ?? await make(way, coordinatorId))

    if (call.output.isJson) {
      call.output.json({ ticket: text })
    } else {
      call.output.line(text)
    }

    return 0
  }
})

async function make ({ farm = 'default', address = [], key, keyFile }: Way, peerId: string): Promise<string> {
  const [{ encodeTicket }, { loadKey }, { readKeyFile }, { parseAddresses }, { CODE_P2P }] = await Promise.all([
    import('../../node/ticket.ts'), import('../../node/keys.ts'), import('../../node/key-file.ts'), import('../../node/addresses.ts'),
    import('@multiformats/multiaddr')
  ])
  const secret = await loadKey(keyFile === undefined ? key as string : await readKeyFile(keyFile), farm)
  const content: TicketContent = {
    farm, key: secret.reveal(), peerId, addresses: parseAddresses(address).map((each) => each.decapsulateCode(CODE_P2P).toString())
  }

  return encodeTicket(content)
}
