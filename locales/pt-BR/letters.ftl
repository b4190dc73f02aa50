# As mensagens de uma venda e o que elas têm em comum com outras.

sale-number = Venda { $sale }
product-label = Produto
products-label = Produtos
product-unnamed = sem nome do fornecedor
expires-label = Expira
never = nunca
key-label = Chave
keys-label = Chaves
note-label = Nota
reason-label = Motivo
makes-good-label = Repõe
makes-good = venda { $sale }: { $reason }

# Ao comprador
your-license-title =
    { $count ->
        [one] Sua licença
       *[other] Suas licenças
    }
keep-safe-label = Guarde bem
keep-safe = Execute /mylicenses no servidor para vê-la de novo.
keys-in-file =
    { $count ->
        [one] A chave está no arquivo: ela não cabe em uma mensagem.
       *[other] As { $count } chaves estão no arquivo, uma por linha: elas não cabem em uma mensagem.
    }
keys-in-file-too =
    { $count ->
        [one] A chave também está no arquivo.
       *[other] As chaves também estão no arquivo, uma por linha.
    }
claim-notice = { $buyer }, sua licença está pronta, mas suas mensagens diretas estão fechadas. Pressione **{ claim-button }** para vê-la; só você pode.
claim-button = Resgatar

# Aos canais do servidor e ao proprietário
sales-line = { $staff } vendeu para { $buyer }
found-assigned-title = Uma licença separada está atribuída (venda { $sale })
found-assigned = A licença abaixo foi pedida para { $buyer } e depois separada. Agora está atribuída a alguém. Ela não é mais vendida; procure-a no painel do fornecedor.
api-key-refused-title = O fornecedor recusa nossa chave de API
api-key-refused = As vendas estão pausadas. Crie uma chave nova no painel do fornecedor. Se o keyclerk a lê de `RESELLER_API_TOKEN_FILE`, coloque-a nesse arquivo e as vendas continuam; se não, coloque-a em `RESELLER_API_TOKEN` e reinicie o keyclerk.
refunded-title = A venda { $sale } foi reembolsada
refunded = { $staff } marcou-a como reembolsada. { $buyer } fica com a licença: o fornecedor não aceita devolução.
doubt-title = Uma venda está em dúvida há 15 minutos
doubt = Ainda não está claro o que aconteceu com a licença de { $buyer }. O keyclerk continua perguntando; a venda termina sozinha. **Não venda de novo.** Se o fornecedor estiver bem, veja o log do keyclerk.

# À equipe: como está uma venda
queue-title = Aguardando o fornecedor
queue = O fornecedor não aceita mais chamadas no momento. Sua venda para { $buyer } é a número { $place } da fila e continua sozinha em cerca de { $seconds } s – **não venda de novo**.
selling-title = Vendendo…
selling = O fornecedor está demorando para responder. A venda para { $buyer } continua sozinha.
lost-title = A resposta do fornecedor se perdeu
lost = A venda para { $buyer } vai terminar sozinha – **não venda de novo**. Esta mensagem mudará quando isso acontecer.
checking-title = O fornecedor recusou – verificando
checking = O fornecedor se recusou a atribuir a licença a { $buyer }. Pode ser que ele a tenha atribuído mesmo assim, então ela está sendo consultada – **não venda de novo**. Esta mensagem mudará quando isso estiver claro.
blocked-title = Bloqueada a caminho do fornecedor
blocked = Um firewall ou proxy respondeu no lugar do fornecedor; a chave de API não tem culpa. A venda para { $buyer } vai terminar sozinha – **não venda de novo**. Se demorar, peça ao proprietário que o fornecedor libere o endereço da máquina que executa o keyclerk.
on-its-way-title = Vendida – a mensagem está a caminho
on-its-way = A licença é de { $buyer }. O Discord não aceita a mensagem agora; ela é enviada assim que ele aceitar.
sold-title =
    { $count ->
        [one] Licença vendida
       *[other] { $count } licenças vendidas
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } tem a chave em uma mensagem direta.
       *[other] { $buyer } tem as chaves em uma mensagem direta.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } resgatou a chave.
       *[other] { $buyer } resgatou as chaves.
    }
dms-closed-title = Vendida – as mensagens diretas do comprador estão fechadas
dms-closed-claim = A licença é de { $buyer }, mas o Discord não nos deixa escrever para essa pessoa. Aqui está o botão **{ claim-button }**, que só ela pode usar: { $notice } – `/mylicenses` também mostra a chave a ela.
dms-closed = A licença é de { $buyer }, mas o Discord não nos deixa escrever para essa pessoa. Peça que ela execute `/mylicenses`.
late-reply = { $staff }, é assim que está sua venda { $sale }:
faulty-label =
    { $count ->
        [one] A chave defeituosa
       *[other] As chaves defeituosas
    }
faulty =
    { $count ->
        [one] fica com o comprador: o fornecedor não aceita devolução.
       *[other] ficam com o comprador: o fornecedor não aceita devolução.
    }

# À equipe: foram vendidas menos do que o pedido
short-title = { $count } de { $quantity } licenças vendidas
short = As outras não foram vendidas: { $why }. Execute o comando de novo para o que falta.
short-out-of-stock = o estoque não tem mais
short-stock-moves = as licenças sorteadas não estavam mais livres
short-quarantined = a equipe colocou uma chave em quarentena
short-api-key-refused = o fornecedor recusa a chave de API da loja
short-rate-limited = o fornecedor não aceitava mais chamadas
short-refused = o fornecedor recusou
short-own-account = o fornecedor não atribui licenças à conta do próprio revendedor
short-unreachable = não foi possível contatar o fornecedor
short-blocked = um firewall ou proxy bloqueou a solicitação a caminho do fornecedor
short-no-such-address = a API do fornecedor não está no endereço configurado
short-name-unknown = não foi possível resolver o nome do servidor do fornecedor
short-connections-refused = o servidor do fornecedor recusava conexões
short-tls = não foi possível estabelecer uma conexão segura com o fornecedor

# À equipe: o que ela decide
resend-button = Tentar a mensagem direta de novo
cancel-button = Cancelar
sell-another-button = Vender outra
sell-offered-button = Vender { $offered }
which-product-placeholder = Qual produto?
stock-count-description = { $count } em estoque
question-partial-title = { $offered } de { $quantity } em estoque – vender { $offered }?
question-partial = O estoque tem { $offered } das { $quantity } licenças para { $buyer }. Nada foi vendido ainda; vender { $offered }?
question-product-title = Qual produto?
question-product = O estoque tem vários produtos. Nada foi vendido ainda; escolha o de { $buyer }.
question-product-more = { $count ->
        [one] Mais um produto não cabe no menu.
       *[other] Mais { $count } produtos não cabem no menu.
    } Para vender um deles, execute o comando de novo e digite o nome em `{ assignlicense-product-name }`.
question-repeat-title = Vendida há pouco – vender outra?
question-repeat = { $staff } vendeu uma licença para { $buyer } { $ago } (venda { $sale }). Nada foi vendido ainda; vender outra?
question-repeat-product = { $staff } vendeu *{ $product }* para { $buyer } { $ago } (venda { $sale }). Nada foi vendido ainda; vender outra?
question-repeat-unknown = Vender outra licença para este comprador?
held-title = Retida – uma pessoa precisa decidir
held =
    As respostas do fornecedor se contradizem, então não é certo que a licença seja de { $buyer }: { $evidence }
    { "" }**Não venda de novo.** Procure a licença no painel do fornecedor e pressione o que for verdade.
evidence-expired = uma resposta se perdeu, e agora a licença não está atribuída a ninguém, mas expirou.
evidence-refused = uma resposta se perdeu, a licença consta como livre, e mesmo assim atribuí-la é recusado.
evidence-unknown = uma resposta se perdeu, e agora o fornecedor não conhece a licença.
evidence-contested = o fornecedor recusou, e mesmo assim a licença está atribuída a alguém.
evidence-refused-after-decision = vocês mandaram atribuir a licença de novo, e o fornecedor recusou outra vez.
evidence-api-key-refused = a licença deveria ser atribuída de novo, e o fornecedor recusa a chave de API da loja.
evidence-assigned-in-quarantine = nada foi vendido, e agora a licença está atribuída a alguém.
evidence-other = veja o registro da venda.
held-still = Esta venda ainda está retida. Ela espera uma decisão da equipe desde { $at }.
held-status = A última resposta do fornecedor: **{ $status }**.
status-assigned = atribuída a alguém
status-free = livre
status-expired = expirada
status-unknown = desconhecida
deliver-button = É do comprador: entregar
another-button = Não é: vender outra
nothing-button = Não é: não vender nada

# À equipe: por que nada foi vendido
fail-too-late = A venda foi interrompida e ficou parada por quinze minutos. Execute o comando de novo se ela ainda for desejada.
fail-out-of-stock = O estoque não tem nenhuma licença que possa ser vendida. Reponha no fornecedor e execute o comando de novo.
fail-out-of-product = O estoque não tem nenhuma licença de *{ $product }* que possa ser vendida. Reponha no fornecedor e execute o comando de novo.
stock-unreadable =
    { $count ->
        [one] { $count } item do estoque não pôde ser lido.
       *[other] { $count } itens do estoque não puderam ser lidos.
    }
fail-unreachable = Não é possível contatar o fornecedor. Tente de novo em um minuto.
fail-blocked = Um firewall ou proxy bloqueou a solicitação a caminho do fornecedor; a chave de API não tem culpa. Peça ao proprietário que o fornecedor libere o endereço da máquina que executa o keyclerk.
fail-no-such-address = A API do fornecedor não está no endereço configurado. Peça ao proprietário que confira `RESELLER_BASE_URL`; o documento do fornecedor o chama de `__BASE_URL__`.
fail-name-unknown = Não é possível resolver o nome do servidor do fornecedor. Tente de novo em um minuto; se continuar, peça ao proprietário que confira `RESELLER_BASE_URL` e o DNS da máquina que executa o keyclerk.
fail-connections-refused = O servidor do fornecedor recusa conexões. Tente de novo em um minuto; se continuar, peça ao proprietário que confira `RESELLER_BASE_URL`.
fail-tls = Não é possível estabelecer uma conexão segura com o fornecedor; talvez o certificado dele não seja confiável. Peça ao proprietário que o confira; `SSL_CERT_FILE` indica os certificados em que o keyclerk confia.
fail-refused = O fornecedor recusou. A licença fica separada por quinze minutos. Execute o comando de novo para vender outra ou peça ao proprietário que veja o painel do fornecedor.
fail-refused-at-once = O fornecedor recusou. Tente de novo ou peça ao proprietário que veja o painel do fornecedor.
fail-own-account = O fornecedor não atribui licenças à conta do próprio revendedor. Escolha outro membro.
fail-api-key-refused = O fornecedor recusa a chave de API da loja, então as vendas estão pausadas. Avise o proprietário: é preciso uma chave nova.
fail-rate-limited = O fornecedor não aceita mais chamadas no momento. Tente de novo em um minuto.
fail-named-assigned = A licença indicada já está atribuída. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-expired = A licença indicada expirou. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-unknown = O fornecedor não conhece a licença indicada. Confira a chave ou deixe `{ assignlicense-license-name }` vazio.
fail-named-taken = A licença indicada pertence a outra venda desta loja. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-other = A licença indicada não é de *{ $product }*. Escolha uma que seja ou deixe `{ assignlicense-product-name }` vazio.
fail-stock-moves = As licenças sorteadas não estavam mais livres; mais alguém vende deste estoque. Execute o comando de novo.
fail-quarantined = A equipe decidiu que a licença não é do comprador. Ela fica separada até que o fornecedor a tenha dado como livre por quinze minutos.
fail-quarantined-for-good = A equipe decidiu que a licença não é do comprador. No fornecedor ela é de alguém; ela não é mais vendida.
fail-not-confirmed = Não foi confirmado. Se a venda é intencional, execute o comando de novo.
fail-not-acknowledged = O Discord não respondeu a tempo. Execute o comando de novo.
