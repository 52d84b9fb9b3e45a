/** `target` with some of its members in another form, or some more of them. Its methods go on working on the target itself. */
export function overlay<T extends object> (target: object, members: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get (_, name) {
      if (Object.hasOwn(members, name)) {
        return Reflect.get(members, name) as unknown
      }

      const value: unknown = Reflect.get(target, name, target)

      return typeof value === 'function' ? value.bind(target) as unknown : value
    },

    has: (_, name) => Object.hasOwn(members, name) || Reflect.has(target, name)
  }) as T
}
