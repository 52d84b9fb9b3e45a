import { isAbsolute, delimiter } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * What a child sees of our environment: no key, ticket or address (`PEERQ_*`), and no place to
 * look for programs that depends on where it runs, since there lie files that somebody sent.
 */
export function childEnvironment (environment: Environment): Record<string, string> {
  const inherited = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^PEERQ_/i.test(entry[0]))
  const path = environment.PATH

  return {
    ...Object.fromEntries(inherited),
    ...path !== undefined && { PATH: path.split(delimiter).filter(isAbsolute).join(delimiter) }
  }
}
