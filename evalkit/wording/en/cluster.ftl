error-no-distributed = --scheduler needs the package distributed, the extra dask of the distribution panel-evalkit: pip install distributed
error-scheduler-unreachable = No Dask scheduler answers at { $address }: { $why }
error-scheduler-silent = Nothing at { $address } answered as a Dask scheduler within { $seconds } s.
error-scheduler-tls = { $address } asks for certificates that Dask does not find ({ $why }). Name them in its configuration, distributed.comm.tls, or in DASK_DISTRIBUTED__COMM__TLS__…
error-cluster-no-workers = The scheduler at { $address } has no workers.
error-cluster-mismatch = { $count ->
    [one] 1 difference
   *[other] { $count } differences
} between this machine and the cluster at { $address }; nothing was written. The same versions give the same pages.
cluster-scheduler = the scheduler
cluster-worker = worker { $address }
cluster-difference = { $where }: { $name } is { $there }, here { $here }.
cluster-no-evalkit = { $where }: this evalkit cannot be used there ({ $why }).
error-cluster-inputs = The inputs could not be sent to the cluster: { $why }
error-cluster-killed = every worker that took this up died ({ $count } of them), also when it ran alone
error-cluster-lost = the connection to the scheduler was lost
error-cluster-deserted = no worker was left for { $seconds } s
error-scheduler-and-jobs = --jobs counts the notebooks at a time on this machine; on a cluster each worker runs one. Give --jobs or --scheduler.
