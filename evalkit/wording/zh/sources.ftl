# 表格的来源：rules.toml 或 programme.toml 中的 [source]
fault-not-frozen = 数据来源不在年度文件夹中，也还没有留存副本；请先运行 evalkit freeze 读取并留存。
fault-frozen-changed = 此副本与留存时不一致；请修改来源，再运行 evalkit freeze。
fault-table-in-two-places = 此表同时见于 { $other } 所指的来源；两处只能有一处。
fault-not-wide = “{ $value }”不能作为宽表；允许：{ $allowed }。
fault-no-such-sheet = 没有工作表“{ $value }”；允许：{ $allowed }。
fault-not-a-workbook = 无法按工作簿读取此文件：{ $why }。
fault-workbook-locked = 工作簿设有密码；允许：不设密码的工作簿。
fault-formula-without-value = 单元格中的公式从未计算；请用表格软件打开并保存此工作簿。
fault-query-not-reading = “{ $value }”不是读取数据的查询；允许：一条以 SELECT 或 WITH 开头的语句。
fault-query-failed = 数据库拒绝执行查询：{ $why }。
fault-password-on-file = 密码不得写入文件；请写 { $example }，并在环境变量中设置。
fault-no-variable = 环境变量 { $value } 未设置。
fault-not-a-url = 这不是数据库地址；允许：如 sqlite:///office.db 的地址。
fault-no-driver = 未安装连接此种数据库的程序：{ $why }。
fault-no-database = 无法打开数据库：{ $why }。
error-no-sqlalchemy = 以数据库为来源需要 SQLAlchemy：pip install sqlalchemy
error-no-source = { $edition } 没有 [source]，其表格为文件夹中的 CSV 文件。
cli-frozen = { $file }：{ $count } 行{ $state ->
    [unchanged] ，与此前相同
   *[new] {""}
}
file-source = 表格的来源
