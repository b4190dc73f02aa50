# O registro de vendas: o que /sales responde.

log-title = Vendas
log-footer = Mais recentes primeiro · Detalhes: /sales show
log-none-here = Nenhuma venda encontrada até aqui. Clique em **{ older-button }** para continuar procurando.
log-none-older = Nenhuma venda mais antiga encontrada com esse filtro.
log-none = Nenhuma venda encontrada com esse filtro.
newest-button = Mais recentes
older-button = Mais antigas
only = Só { $what }
only-buyer = para { $buyer }
only-staff = de { $staff }
only-product = produto *{ $product }*
only-since = desde { $day }
any-product = qualquer produto

sale-without-key = Esta venda não tem chave.
since-is-no-day = Digite `{ sales-list-since-name }` como AAAA-MM-DD, por exemplo 2026-11-24.

mark-refunded = marcada como reembolsada
mark-replaces = substitui { $sale }
mark-replaced-by = substituída por { $sale }

state-under-way = em andamento
state-in-doubt = sem confirmação
state-held = precisa de decisão
state-assigned = vendida, DM a caminho
state-undelivered = vendida, não entregue
state-delivered = entregue
state-failed = falhou

buyer-label = Comprador
staff-label = Vendido por
licenses-label = Licenças
reference-label = Referência
replaces-label = Substitui
replaced-by-label = Substituída por
refunded-label = Reembolsada
reveal-button =
    { $count ->
        [one] Mostrar chave
       *[other] Mostrar chaves
    }
more-licenses = … e mais { $count }
more-events = …mais { $count }…
keys-footer = Só você vê isto. A visualização foi registrada.

refund = { $at } por { $staff }
refund-with-reason = { $at } por { $staff }: { $reason }
refund-done-title = Marcada como reembolsada
refund-done =
    { $count ->
        [one] **Nenhum valor foi transferido** – devolva por onde o comprador pagou. { $buyer } continua com a licença. A venda { $sale } não conta mais nas estatísticas.
       *[other] **Nenhum valor foi transferido** – devolva por onde o comprador pagou. { $buyer } continua com as licenças. A venda { $sale } não conta mais nas estatísticas.
    }
refunded-before-title = Já marcada como reembolsada
refunded-before =
    A venda { $sale } já está marcada como reembolsada: { $refund }
    Nada foi alterado.
nothing-refunded-title = Não pode ser reembolsada
nothing-refunded = A venda { $sale } não pode ser reembolsada. Status: { $state }. Nada foi alterado.

transfer-done-title = Venda transferida
transfer-done = A venda { $sale } agora é de { $buyer }: `/mylicenses`, lembretes, DMs e cargos acompanham. { $former } não consegue mais abri-la aqui, mas fica com as DMs anteriores.
transfer-supplier = **O fornecedor ainda tem o ID da conta antiga.** Não consigo mudar isso. Se o fornecedor confere quem usa uma licença, peça para ele passá-la para a conta nova.
transfer-next = Próximo passo: envie as chaves com `/resend`, ou peça para { $buyer } usar `/mylicenses`. Se foi um engano, transfira a venda de volta.
not-transferred-title = Não transferida
transfer-same-account = A venda { $sale } já é de { $buyer }. Nada foi alterado.
transfer-nothing-sold = A venda { $sale } não tem licença para transferir. Nada foi alterado.
transfer-under-way = A venda { $sale } ainda está em andamento. Nada foi alterado. Tente de novo quando ela for concluída.
transfer-held = A venda { $sale } precisa antes de uma decisão: os botões estão em `/sales show`. Nada foi alterado.
transfer-being-sent = Uma DM com as chaves da venda { $sale } está a caminho da conta antiga. Nada foi alterado. Tente de novo em um minuto.
transfer-to-stranger = Esta pessoa não está neste servidor. Nada foi alterado. Ela precisa entrar antes de a venda ser transferida para ela.

export-none = Nenhuma venda encontrada com esse filtro, então não há o que exportar.
export-done = Vendas na tabela: { $count }. As chaves estão ocultas e os horários em UTC.
export-cut = **Não são todas**: o Discord não aceita arquivo maior. A venda { $sale } é a mais antiga da tabela. Exporte o resto com um filtro, ou com `keyclerk sales export` em um terminal.

event-requested = solicitada
event-asked = confirmação pedida à equipe
event-confirmed = confirmada
event-acknowledged = recebida pelo Discord
event-reserved = licença reservada
event-released = licença liberada: não é nossa
event-set-aside = licença separada, outra é escolhida
event-assigning = sendo atribuída no fornecedor
event-in-doubt = sem confirmação: a resposta do fornecedor se perdeu
event-refused = recusada pelo fornecedor, verificando a licença
event-held = precisa de decisão: o fornecedor se contradiz
event-assigned = atribuída pelo fornecedor
event-reconciled = atribuída, confirmada em uma segunda consulta
event-part-assigned = uma das licenças atribuída pelo fornecedor
event-part-reconciled = uma das licenças atribuída, confirmada em uma segunda consulta
event-short = menos licenças que o pedido
event-part-delivered = algumas licenças entregues por DM
event-part-undelivered = algumas licenças não entregues por DM
event-delivered = entregue por DM
event-undelivered = não entregue por DM
event-resent = enviada de novo
event-claimed = resgatada pelo comprador
event-failed = terminou sem vender nada
event-judged = decidida pela equipe
event-status-changed = a resposta do fornecedor sobre a licença mudou
event-back-in-stock = licença separada voltou ao estoque
event-found-assigned = licença separada acabou atribuída
event-revealed = chave mostrada à equipe
event-refunded = marcada como reembolsada
event-transferred = transferida para outra conta
event-moved = movida para outro servidor
event-attributed = comprador registrado depois de uma restauração

month-title = Os últimos 30 dias
month-footer = Dias em UTC · sem reembolsos nem substituições
month-sold = Licenças vendidas: { $count }.
month-products = Por produto: { $counts }.
month-staff = Por vendedor: { $counts }.
month-stock = O estoque dura: { $counts }.
month-stock-unknown = O fornecedor não diz o que há em estoque.
month-stock-empty = Sem estoque.
others = outros
lasts-none = acabou
lasts-unsold = sem vendas · restam { $left }
lasts-hours = menos de um dia · restam { $left }
lasts-days =
    { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    } · restam { $left }
lasts-long = mais de { $days } dias · restam { $left }

chart-title = Vendas dos últimos 30 dias
chart-sold = licenças vendidas: { $count }
chart-days = Licenças por dia e produto
chart-days-none = Nada foi vendido nesses dias
chart-staff = Licenças por vendedor
chart-staff-none = Ninguém vendeu nesses dias
chart-stock = Dias de estoque restantes neste ritmo
chart-stock-unknown = O fornecedor não diz o que há em estoque
chart-stock-empty = Sem estoque
day-1 = { $day } jan.
day-2 = { $day } fev.
day-3 = { $day } mar.
day-4 = { $day } abr.
day-5 = { $day } mai.
day-6 = { $day } jun.
day-7 = { $day } jul.
day-8 = { $day } ago.
day-9 = { $day } set.
day-10 = { $day } out.
day-11 = { $day } nov.
day-12 = { $day } dez.

# Por quê, ao lado do que aconteceu com uma venda.
detail-not-acknowledged = o Discord não respondeu a tempo
detail-too-late = interrompida por 15 minutos
detail-out-of-stock = sem estoque
detail-vendor-unreachable = o fornecedor não responde
detail-blocked-on-the-way = bloqueada no caminho até o fornecedor
detail-no-such-address = a API do fornecedor não está no endereço configurado
detail-vendor-name-unknown = servidor do fornecedor não encontrado pelo nome
detail-vendor-refuses-connections = o servidor do fornecedor recusa conexões
detail-vendor-tls-failed = não há conexão segura com o fornecedor
detail-refused = recusada pelo fornecedor
detail-api-key-refused = chave de API recusada
detail-selling-paused = vendas pausadas: chave de API recusada
detail-rate-limited = o fornecedor está limitando as solicitações
detail-named-is-assigned = a licença informada já está atribuída
detail-named-is-expired = a licença informada expirou
detail-named-is-unknown = o fornecedor não conhece a licença informada
detail-named-is-taken = a licença informada é de outra venda
detail-named-is-unattributed = a licença informada pode já ter sido vendida
detail-restored = inacabada quando os dados foram restaurados
detail-not-reconciled = dados ainda não comparados com o estoque do fornecedor
detail-named-is-other = a licença informada é de outro produto
detail-stock-moves = alguém foi mais rápido
detail-not-confirmed = não confirmada
detail-quarantined = bloqueada
detail-timed-out = sem resposta a tempo
detail-connection-lost = conexão perdida
detail-the-vendor-s-own-error = erro no servidor do fornecedor
detail-a-senseless-answer = uma resposta ilegível
detail-refused-after-a-doubt = recusada antes da confirmação
detail-api-key-refused-after-a-doubt = chave de API recusada antes da confirmação
detail-rate-limited-after-a-doubt = solicitações limitadas antes da confirmação
detail-not-reached-after-a-doubt = sem resposta antes da confirmação
detail-interrupted = interrompida
detail-refused-and-assigned-already = recusada, já atribuída
detail-refused-and-expired = recusada, expirada
detail-refused-and-unknown-to-the-vendor = recusada, o fornecedor não conhece
detail-expired-while-in-doubt = expirou antes da confirmação
detail-free-but-refused-again-and-again = livre, mas recusada várias vezes
detail-unknown-to-the-vendor = o fornecedor não conhece
detail-dms-closed = não aceita DMs
detail-refused-by-discord = recusada pelo Discord
detail-lacks-a-key = faltava uma chave, outra DM vem a seguir
detail-lacks-the-key = faltava a chave na mensagem
detail-again = de novo
detail-repeat = a mesma venda pouco antes
detail-partial = estoque insuficiente
detail-product = qual produto
detail-judged-by-staff = decidida pela equipe
detail-deliver = entregar
detail-quarantine = bloquear a chave
detail-sell-another = vender outra
detail-nothing = não vender nada
detail-contested = recusada, mas atribuída
detail-refused-after-staff-decided = recusada depois da decisão da equipe
detail-assigned-in-quarantine = atribuída depois que nada foi vendido
detail-ledger-restored = dados restaurados de um backup
detail-assigned = atribuída
detail-free = livre
detail-expired = expirada
detail-unknown = desconhecida
