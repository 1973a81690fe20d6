-- 已签署轮次的数据被后来的导入或回退改动（结果仍按签署时的快照）
select eval_id, dataset, key from round_changes
