# As mensagens de uma venda e o que têm em comum com outras.

sale-number = Venda { $sale }
order-number = Pedido { $sale }
product-label = Produto
products-label = Produtos
product-unnamed = sem nome
expires-label = Expira
never = Nunca
key-label = Chave
keys-label = Chaves
note-label = Observação
reason-label = Motivo
replaces = venda { $sale }: { $reason }

# Para o comprador
dm-title = Obrigado pela compra!
dm-again-title =
    { $count ->
        [one] Aqui está sua chave de novo
       *[other] Aqui estão suas chaves de novo
    }
dm-replacement-title =
    { $count ->
        [one] Aqui está sua substituição
       *[other] Aqui estão suas substituições
    }
dm-intro =
    { $count ->
        [one] Sua licença de **{ $shop }**:
       *[other] Suas licenças de **{ $shop }**:
    }
your-license-title =
    { $count ->
        [one] Sua licença
       *[other] Suas licenças
    }
order-replaces = substitui o pedido { $sale }
keep-safe-label = Perdeu esta mensagem?
keep-safe = Use /mylicenses em { $shop }.
keep-safe-unnamed = Use /mylicenses no servidor.
help-in-shop = Pergunte à equipe de { $shop }.
keys-in-file =
    { $count ->
        [one] A chave está no arquivo. Ela não cabe em uma mensagem.
       *[other] As { $count } chaves estão no arquivo, uma por linha. Elas não cabem em uma mensagem.
    }
keys-in-file-too =
    { $count ->
        [one] A chave também está no arquivo.
       *[other] As chaves também estão no arquivo, uma por linha.
    }
claim-notice =
    { $count ->
        [one] { $buyer }, sua licença está pronta! Não consegui mandar DM, então clique em **{ claim-button }**. Só você vai ver a chave.
       *[other] { $buyer }, suas { $count } licenças estão prontas! Não consegui mandar DM, então clique em **{ claim-button }**. Só você vai ver as chaves.
    }
claim-button = Resgatar

# Para os canais do servidor e quem administra o bot
sales-line =
    { $count ->
        [one] { $staff } vendeu uma licença para { $buyer }
       *[other] { $staff } vendeu { $count } licenças para { $buyer }
    }
sales-line-product = { $staff } vendeu **{ $product }** para { $buyer }
found-assigned-title = Venda { $sale }: licença bloqueada foi atribuída
found-assigned = Esta licença foi pedida para { $buyer } e depois separada. Agora ela está atribuída a alguém. Ela não será mais vendida. Procure no painel do fornecedor.
api-key-refused-title = O fornecedor recusou a chave de API
api-key-refused = As vendas estão pausadas. Crie uma chave nova no painel do fornecedor. Se o bot lê a chave de `RESELLER_API_TOKEN_FILE`, coloque-a nesse arquivo e as vendas continuam. Senão, coloque-a em `RESELLER_API_TOKEN` e reinicie o bot.
refunded-title = Venda { $sale } marcada como reembolsada
refunded =
    { $count ->
        [one] { $staff } marcou a venda. Nenhum valor foi transferido. { $buyer } continua com a licença.
       *[other] { $staff } marcou a venda. Nenhum valor foi transferido. { $buyer } continua com as licenças.
    }
doubt-title = Venda sem confirmação há 15 minutos
doubt = O fornecedor ainda não confirmou a licença para { $buyer }. Continuo perguntando, e a venda termina sozinha. **Não venda de novo – custaria uma segunda licença.** Se o fornecedor estiver no ar, confira o log do bot.

# Para a equipe: como está uma venda
queue-title = Esperando o fornecedor
queue = O fornecedor está limitando as solicitações. Sua venda para { $buyer } é a número { $place } na fila e continua sozinha { $when }. **Não venda de novo – custaria uma segunda licença.**
selling-title = Vendendo…
selling = O fornecedor está demorando para responder. A venda para { $buyer } continua sozinha.
lost-title = Consultando o fornecedor
lost = Estou verificando se a licença foi atribuída a { $buyer }. **Não venda de novo – custaria uma segunda licença.** Vou atualizar esta mensagem.
checking-title = Recusada pelo fornecedor – verificando
checking = O fornecedor recusou a licença para { $buyer }, mas pode ter atribuído mesmo assim. Estou verificando. **Não venda de novo – custaria uma segunda licença.** Vou atualizar esta mensagem.
blocked-title = Bloqueada no caminho até o fornecedor
blocked = Um firewall ou proxy respondeu no lugar do fornecedor. A chave de API não é a causa. A venda para { $buyer } termina sozinha. **Não venda de novo – custaria uma segunda licença.** Se demorar muito, avise quem administra o bot: o fornecedor precisa liberar o endereço do bot.
on-its-way-title = Vendida – DM a caminho
on-its-way = O Discord está lento agora. A DM para { $buyer } sai automaticamente.
sold-title =
    { $count ->
        [one] Licença vendida
       *[other] { $count } licenças vendidas
    }
sold-by-dm =
    { $count ->
        [one] Chave enviada para { $buyer } por DM.
       *[other] Chaves enviadas para { $buyer } por DM.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } resgatou a chave.
       *[other] { $buyer } resgatou as chaves.
    }
dms-closed-title = Vendida – o comprador não aceita DMs
dms-closed-claim = Não consegui mandar DM para { $buyer }. Dá para clicar em **{ claim-button }** aqui: { $notice } ou usar `/mylicenses`. Você não precisa fazer mais nada.
dms-closed = Não consegui mandar DM para { $buyer }. Peça para usar `/mylicenses`.
late-reply = { $staff }, este é o resultado da sua venda { $sale }:
faulty-label =
    { $count ->
        [one] A chave com defeito
       *[other] As chaves com defeito
    }
faulty =
    { $count ->
        [one] O fornecedor não pode retirá-la. O comprador fica com as duas.
       *[other] O fornecedor não pode retirá-las. O comprador fica com elas também.
    }

# Para a equipe: foram vendidas menos do que o pedido
short-title = Vendidas: { $count } de { $quantity } licenças
short = O resto não foi vendido: { $why }. { $next }
short-again = Use o comando de novo para o resto.
short-restock = Reabasteça o estoque no painel do fornecedor e depois venda o resto.
short-later = Venda o resto daqui a um minuto.
short-tell = Avise quem administra o bot e depois venda o resto.
short-check = Veja com o fornecedor quais licenças já estão atribuídas antes de vender o resto.
short-other-member = Venda para outro membro.
short-out-of-stock = não há mais licenças em estoque
short-stock-moves = alguém foi mais rápido
short-quarantined = a equipe bloqueou uma chave
short-api-key-refused = o fornecedor recusou a chave de API da loja
short-rate-limited = o fornecedor está limitando as solicitações
short-refused = o fornecedor recusou a solicitação
short-own-account = o fornecedor não atribui licenças à conta da própria loja
short-restored = os dados da loja foram restaurados de um backup
short-not-reconciled = os dados da loja estão sendo comparados com o estoque do fornecedor
short-unreachable = o fornecedor não responde
short-blocked = um firewall ou proxy bloqueou a solicitação ao fornecedor
short-no-such-address = a API do fornecedor não está no endereço configurado
short-name-unknown = não foi possível encontrar o servidor do fornecedor pelo nome
short-connections-refused = o servidor do fornecedor recusa conexões
short-tls = não há conexão segura com o fornecedor

# Para a equipe: o que ela decide
resend-button = Tentar a DM de novo
cancel-button = Cancelar
sell-another-button = Vender outra
sell-offered-button = Vender { $offered }
which-product-placeholder = Qual produto?
stock-count-description = { $count } em estoque
question-partial-title = { $offered } de { $quantity } em estoque – vender { $offered }?
question-partial = Em estoque: { $offered } de { $quantity } licenças para { $buyer }. Esta venda ainda não foi feita.
question-product-title = Qual produto?
question-product = Há vários produtos em estoque. Escolha o de { $buyer }. Esta venda ainda não foi feita.
question-product-more = { $count ->
        [one] Mais um produto não cabe no menu.
       *[other] Mais { $count } produtos não cabem no menu.
    } Para vender um deles, use o comando de novo e digite o nome em `{ assignlicense-product-name }`.
question-repeat-title = Vendida há pouco – vender outra?
question-repeat = { $staff } vendeu uma licença para { $buyer } { $ago } (venda { $sale }). Esta segunda venda ainda não foi feita.
question-repeat-product = { $staff } vendeu *{ $product }* para { $buyer } { $ago } (venda { $sale }). Esta segunda venda ainda não foi feita.
question-repeat-unknown = Este comprador acabou de comprar. Esta segunda venda ainda não foi feita.
held-title = Precisa da sua decisão
held =
    Não está claro se { $buyer } tem esta licença: { $evidence }
    { "" }**Não venda de novo – custaria uma segunda licença.** Procure esta licença no painel do fornecedor. Ela está atribuída a { $buyer }? Se sim, eu envio a chave. Se não, eu bloqueio a chave.
evidence-expired = uma resposta se perdeu. Agora a licença expirou e não está atribuída a ninguém.
evidence-refused = uma resposta se perdeu. A licença consta como livre, mas mesmo assim a atribuição é recusada.
evidence-unknown = uma resposta se perdeu. Agora o fornecedor não conhece a licença.
evidence-contested = a solicitação foi recusada, mas a licença está atribuída a alguém.
evidence-refused-after-decision = a equipe mandou atribuir a licença de novo, e o fornecedor recusou outra vez.
evidence-api-key-refused = a licença deveria ser atribuída de novo, mas o fornecedor recusa a chave de API da loja.
evidence-assigned-in-quarantine = nada foi vendido, mas agora a licença está atribuída a alguém.
evidence-restored = os dados da loja foram restaurados de um backup mais antigo que a resposta do fornecedor. Veja lá de quem é a licença.
evidence-other = veja o histórico da venda.
held-still = Esta venda ainda precisa de uma decisão. Última mudança: { $at }.
held-status = Última resposta do fornecedor: **{ $status }**.
status-assigned = atribuída a alguém
status-free = livre
status-expired = expirada
status-unknown = desconhecida
deliver-button = Sim – entregar
another-button = Não – vender outra
nothing-button = Não – cancelar, bloquear

# Para a equipe: por que nada foi vendido
nothing-sold = Nada foi vendido.
fail-unreachable-title = Fornecedor fora do ar
fail-refused-title = Recusada pelo fornecedor
fail-paused-title = Vendas pausadas
fail-rate-limited-title = O fornecedor está limitando solicitações
fail-named-title = Esta licença não pode ser vendida
fail-stock-moves-title = Licença não está mais disponível
fail-restored-title = Venda perdida em uma restauração
fail-quarantined-title = Cancelada, chave bloqueada
fail-cancelled-title = Venda cancelada
fail-interrupted-title = Venda interrompida
fail-too-late = A venda ficou parada por 15 minutos. Se ainda quiser, use o comando de novo.
fail-out-of-stock = Não há mais licenças. Reabasteça o estoque no painel do fornecedor e use o comando de novo.
fail-out-of-product = Não há mais *{ $product }*. Reabasteça o estoque no painel do fornecedor e use o comando de novo.
stock-unreadable =
    { $count ->
        [one] Não foi possível ler { $count } item do estoque.
       *[other] Não foi possível ler { $count } itens do estoque.
    }
fail-unreachable = O fornecedor não responde. Tente de novo daqui a um minuto.
fail-blocked = Um firewall ou proxy bloqueou a solicitação ao fornecedor. A chave de API não é a causa. Avise quem administra o bot: o fornecedor precisa liberar o endereço do bot.
fail-no-such-address = A API do fornecedor não está no endereço configurado. Peça a quem administra o bot para conferir `RESELLER_BASE_URL` (`__BASE_URL__` na documentação do fornecedor).
fail-name-unknown = Não foi possível encontrar o servidor do fornecedor pelo nome. Tente de novo daqui a um minuto. Se não resolver, peça a quem administra o bot para conferir `RESELLER_BASE_URL` e o DNS.
fail-connections-refused = O servidor do fornecedor recusa conexões. Tente de novo daqui a um minuto. Se não resolver, peça a quem administra o bot para conferir `RESELLER_BASE_URL`.
fail-tls = Não há conexão segura com o fornecedor. O certificado dele pode não ser confiável. Peça a quem administra o bot para conferir (`SSL_CERT_FILE`).
fail-refused = A licença fica separada por 15 minutos. Use o comando de novo para vender outra, ou peça para alguém conferir o painel do fornecedor.
fail-refused-at-once = Tente de novo, ou peça para alguém conferir o painel do fornecedor.
fail-own-account = O fornecedor não atribui licenças à conta da própria loja. Escolha outro membro.
fail-api-key-refused = O fornecedor recusou a chave de API da loja. Avise quem administra o bot que é preciso uma nova.
fail-rate-limited = Tente de novo daqui a um minuto.
fail-named-assigned = A licença informada já está atribuída. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-expired = A licença informada expirou. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-unknown = O fornecedor não conhece a licença informada. Confira a chave ou deixe `{ assignlicense-license-name }` vazio.
fail-named-taken = A licença informada é de outra venda desta loja. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-other = A licença informada não é *{ $product }*. Escolha outra ou deixe `{ assignlicense-product-name }` vazio.
fail-named-unattributed = A licença informada pode ter sido vendida antes da restauração dos dados, por isso não pode ser vendida. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-restored = Os dados da loja foram restaurados de um backup feito durante esta venda, que pode ter sido concluída depois. Pergunte ao comprador e veja o painel do fornecedor antes de vender de novo.
fail-not-reconciled = Os dados da loja foram restaurados de um backup e estão sendo comparados com o estoque do fornecedor, para que nenhuma licença seja vendida duas vezes. Tente de novo daqui a um minuto.
fail-stock-moves = Alguém foi mais rápido. Use o comando de novo.
fail-quarantined = A equipe decidiu que a licença não é do comprador. Ela volta ao estoque quando o fornecedor mostrar que está livre por 15 minutos.
fail-quarantined-for-good = A equipe decidiu que a licença não é do comprador. O fornecedor a atribuiu a alguém, então ela não será mais vendida.
fail-not-confirmed = A venda não foi confirmada. Se ainda quiser, use o comando de novo.
fail-not-acknowledged = O Discord não respondeu a tempo. Use o comando de novo.
