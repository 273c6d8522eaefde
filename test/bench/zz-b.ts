import { searchBench } from "./search-bench.ts";
const rows=await searchBench({peers:false, sizes:[Number(process.argv[2])]}); for(const r of rows) console.log(r.what.padEnd(75), r.value.toFixed(2), r.unit, r.target, r.met, r.ratio?.toFixed(3)??"");
