/** The smallest first; of equals the one that came first, so that the same input gives the same picture. */

export class Heap {
  private readonly items: number[] = [];
  private readonly costs: number[] = [];
  private readonly order: number[] = [];
  private count = 0;

  push(item: number, cost: number): void {
    this.count += 1;
    let at = this.items.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((this.costs[above] ?? 0) <= cost) break;
      this.move(above, at);
      at = above;
    }
    this.set(at, item, cost, this.count);
  }

  pop(): number | undefined {
    const [first] = this.items;
    const item = this.items.pop();
    const cost = this.costs.pop() ?? 0;
    const order = this.order.pop() ?? 0;
    if (first === undefined || item === undefined || this.items.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.items.length) break;
      if (below + 1 < this.items.length && this.before(below + 1, below)) below += 1;
      const down = this.costs[below] ?? 0;
      if (down > cost || (down === cost && (this.order[below] ?? 0) > order)) break;
      this.move(below, at);
      at = below;
    }
    this.set(at, item, cost, order);
    return first;
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.costs[a] ?? 0, this.costs[b] ?? 0];
    return x < y || (x === y && (this.order[a] ?? 0) < (this.order[b] ?? 0));
  }

  private move(from: number, to: number): void {
    this.set(to, this.items[from] ?? 0, this.costs[from] ?? 0, this.order[from] ?? 0);
  }

  private set(at: number, item: number, cost: number, order: number): void {
    this.items[at] = item;
    this.costs[at] = cost;
    this.order[at] = order;
  }
}
