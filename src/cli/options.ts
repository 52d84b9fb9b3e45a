import { InvalidArgumentError, Option } from 'commander'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * A time with its unit, in milliseconds: `500ms`, `30s`, `5m`, `2h`, `1d`, `inf`. A bare number
 * would be seconds to some and milliseconds to others, so it is refused.
 */
export function parseDuration (text: string): number {
  if (/^(inf|infinity|never)$/i.test(text)) {
    return Infinity
  }

  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []

  if (number === undefined) {
    throw new InvalidArgumentError('a time has a unit: 500ms, 30s, 5m, 2h, 1d, or inf for no limit.')
  }

  return Math.round(Number(number) * (UNITS[unit] as number))
}

/** A whole number, `least` or more. */
export function parseInteger (least = 0): (text: string) => number {
  return (text) => {
    const number = /^[+-]?\d+$/.test(text) ? Number(text) : NaN

    if (!(number >= least && Number.isSafeInteger(number))) {
      throw new InvalidArgumentError(`it is a whole number, ${least} or more.`)
    }

    return number
  }
}

/** One of several, given again and again. */
export function collect (text: string, previous: string[] = []): string[] {
  return [...previous, text]
}

/** The same, also with commas between. */
export function collectList (text: string, previous: string[] = []): string[] {
  return [...previous, ...text.split(',').map((word) => word.trim()).filter((word) => word !== '')]
}

export function option (flags: string, description: string): Option {
  return new Option(flags, description)
}

/** An option that is a time. */
export function durationOption (flags: string, description: string): Option {
  return option(flags, description).argParser(parseDuration)
}

/** An option that is a whole number. */
export function integerOption (flags: string, description: string, least = 0): Option {
  return option(flags, description).argParser(parseInteger(least))
}
