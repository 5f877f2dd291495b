import { startShop } from '../stand-in/shop.js';

// Starts the stand-in's shop, broken on purpose, for a workflow to run the action against.
const { url } = await startShop({ port: Number(process.env['PORT'] ?? 8080) });
console.log(`The shop listens at ${url}.`);
