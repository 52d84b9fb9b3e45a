import { checkBoolean, kindOf } from '../arguments.ts'
import { checkDefinition } from '../client/index.ts'
import { parseAccess } from './access.ts'
import { checkFarm } from './keys.ts'
import type { QueueDefinition } from '../client/index.ts'
import type { Access } from '../coordinator/index.ts'
import type { FarmCoordinatorInit } from './index.ts'

/** What a coordinator was told, looked at before anything is begun. */
export interface CheckedInit {
  farm: string | undefined
  queues: QueueDefinition[]
  autoCreate: boolean
  access: Access | undefined
}

/**
 * What every coordinator can be told, wherever it runs.
 *
 * @throws TypeError for what is of the wrong kind, RangeError for a queue that cannot be as it is defined
 */
export function checkFarmInit ({ farm, queues = [], autoCreate, access }: FarmCoordinatorInit): CheckedInit {
  if (!Array.isArray(queues)) {
    throw new TypeError(`queues must be an array of what defineQueue() makes, like [defineQueue('thumbs')], not ${kindOf(queues)}`)
  }

  return {
    farm: farm === undefined ? undefined : checkFarm(farm),
    queues: queues.map((queue) => checkDefinition(queue)),
    autoCreate: checkBoolean('autoCreate', autoCreate, false),
    access: access === undefined ? undefined : parseAccess(access)
  }
}
