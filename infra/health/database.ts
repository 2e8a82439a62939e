/** Whether the orders service works: it can read, and every order's total is the sum of its lines. */
import { type Sql, SqlRefusal } from '../../aws/sql';
import type { Seen } from '../../measure/seen';

/** Reconciles orders with their lines. A database that does not answer is red: its users are without it. */
export async function databaseHealth(sql: Sql): Promise<Seen> {
  try {
    const [row] = await sql.query<{ orders: string; wrong: string }>(
      `SELECT count(*) AS orders, count(*) FILTER (WHERE total_cents IS DISTINCT FROM lines.cents) AS wrong
         FROM orders
         LEFT JOIN (SELECT order_id, sum(quantity * unit_cents) AS cents FROM order_lines GROUP BY order_id) AS lines ON order_id = id`,
    );
    if (!row || row.orders === '0') return { good: false, saw: 'no orders at all' };
    const wrong = Number(row.wrong);
    return { good: wrong === 0, saw: `${row.orders} orders, ${wrong} with a total that is not the sum of their lines` };
  } catch (error) {
    if (error instanceof SqlRefusal) return { good: false, saw: error.message };
    throw error;
  }
}
